/** Where results go: text, JSON, progress, files. */
package org.lanewise.cli.output;
