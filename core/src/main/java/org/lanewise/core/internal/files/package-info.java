/** What every module needs that writes files or messages: files that are whole or not there, text that is safe to print. */
package org.lanewise.core.internal.files;
