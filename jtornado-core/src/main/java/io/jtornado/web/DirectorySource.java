package io.jtornado.web;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A directory with static files. It may itself be a symbolic link, also to change. */
final class DirectorySource implements StaticSource {

	private static final int DEPTH = 16;

	private final Path directory;

	private final boolean followLinks;

	/**
	 * Creates the source.
	 * @throws IllegalArgumentException if there is no such directory
	 */
	DirectorySource(Path directory, boolean followLinks) {
		if (!Files.isDirectory(directory)) {
			throw new IllegalArgumentException("Static files are to be served from '" + directory + "', which "
					+ (Files.exists(directory) ? "is no directory" : "does not exist")
					+ ((directory.isAbsolute()) ? "" : " in " + directory.toAbsolutePath().getParent()));
		}
		this.directory = directory.toAbsolutePath().normalize();
		this.followLinks = followLinks;
	}

	@Override
	public @Nullable StoredFile find(StaticPath path) throws IOException {
		return DiskFile.find(this.directory, path, this.followLinks);
	}

	@Override
	public void visit(Consumer<StaticPath> visitor) throws IOException {
		visit(this.directory, visitor);
	}

	static void visit(Path directory, Consumer<StaticPath> visitor) throws IOException {
		Files.walkFileTree(directory, Set.of(), DEPTH, new SimpleFileVisitor<>() {

			private int visited;

			private FileVisitResult next() {
				return (++this.visited < MAX_VISITED) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
			}

			@Override
			public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
				if (!visited.equals(directory)) {
					if (visited.getFileName().toString().startsWith(".")) {
						return FileVisitResult.SKIP_SUBTREE;
					}
					visitor.accept(pathOf(visited, true));
				}
				return next();
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				visitor.accept(pathOf(file, false));
				return next();
			}

			private StaticPath pathOf(Path entry, boolean isDirectory) {
				List<String> names = new ArrayList<>();
				directory.relativize(entry).forEach((name) -> names.add(name.toString()));
				return new StaticPath(List.copyOf(names), isDirectory);
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) {
				return next();
			}

		});
	}

	@Override
	public String toString() {
		return this.directory.toString();
	}

}
