package io.jtornado.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the engine once more, so that it tells {@link Operations} what it does. Tests and
 * what is made for them are loaded too, since they work with the engine's classes, but
 * their own work does not count.
 */
final class CountingClassLoader extends ClassLoader {

	private static final String OPERATIONS = Type.getInternalName(Operations.class);

	private static final String METERED_CALLS = Type.getInternalName(MeteredCalls.class);

	private static final Set<String> METERED = Arrays.stream(MeteredCalls.class.getDeclaredMethods())
		.filter((method) -> Modifier.isPublic(method.getModifiers()))
		.map((Method method) -> method.getName() + Type.getMethodDescriptor(method))
		.collect(Collectors.toSet());

	private static final Set<String> SHARED = Set.of(Operations.class.getName(), MeteredCalls.class.getName());

	CountingClassLoader() {
		super(CountingClassLoader.class.getClassLoader());
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			if (loaded == null && name.startsWith("io.jtornado.") && !SHARED.contains(name)) {
				return define(name);
			}
			return (loaded != null) ? loaded : super.loadClass(name, resolve);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		byte[] octets;
		try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (in == null) {
				throw new ClassNotFoundException(name);
			}
			octets = in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		boolean counts = !name.startsWith("io.jtornado.testing.") && !name.startsWith("io.jtornado.fuzz.");
		byte[] code = counts ? counting(octets) : octets;
		return defineClass(name, code, 0, code.length);
	}

	private static byte[] counting(byte[] octets) {
		ClassReader reader = new ClassReader(octets);
		ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
		reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {

			@Override
			public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
					String[] exceptions) {
				return new Counting(super.visitMethod(access, name, descriptor, signature, exceptions));
			}

		}, 0);
		return writer.toByteArray();
	}

	private static final class Counting extends MethodVisitor {

		Counting(MethodVisitor next) {
			super(Opcodes.ASM9, next);
		}

		@Override
		public void visitCode() {
			super.visitCode();
			step();
		}

		@Override
		public void visitJumpInsn(int opcode, Label label) {
			step();
			super.visitJumpInsn(opcode, label);
		}

		@Override
		public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
			step();
			super.visitTableSwitchInsn(min, max, other, labels);
		}

		@Override
		public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
			step();
			super.visitLookupSwitchInsn(other, keys, labels);
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			String whole = (opcode == Opcodes.INVOKESTATIC) ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
			if (METERED.contains(name + whole)) {
				super.visitMethodInsn(Opcodes.INVOKESTATIC, METERED_CALLS, name, whole, false);
			}
			else {
				super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
			}
			boolean makes = owner.startsWith("java/") && !name.equals("array") && returnsSequence(descriptor);
			boolean makesString = owner.equals("java/lang/String") && name.equals("<init>");
			if (makes || makesString) {
				result();
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
			if (returnsSequence(descriptor)) {
				result();
			}
		}

		private static boolean returnsSequence(String descriptor) {
			Type type = Type.getReturnType(descriptor);
			return type.getSort() == Type.ARRAY || type.getDescriptor().equals("Ljava/lang/String;");
		}

		private void step() {
			super.visitMethodInsn(Opcodes.INVOKESTATIC, OPERATIONS, "step", "()V", false);
		}

		private void result() {
			super.visitInsn(Opcodes.DUP);
			super.visitMethodInsn(Opcodes.INVOKESTATIC, OPERATIONS, "result", "(Ljava/lang/Object;)V", false);
		}

	}

}
