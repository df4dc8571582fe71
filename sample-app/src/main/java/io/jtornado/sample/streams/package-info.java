/**
 * Bodies of any size in little memory, one in each direction: read as they come, written
 * as the client takes them; and forms with files. Start reading at {@code UploadHandler}.
 */
@NullMarked
package io.jtornado.sample.streams;

import org.jspecify.annotations.NullMarked;
