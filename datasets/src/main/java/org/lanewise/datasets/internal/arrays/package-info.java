/** Arrays of numpy, safetensors and IDX files: mapped where they lie if kernels can read them so, else converted once. */
package org.lanewise.datasets.internal.arrays;
