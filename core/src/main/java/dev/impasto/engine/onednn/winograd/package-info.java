/**
 * 3x3 convolutions by Winograd's minimal filtering F(4x4, 3x3).
 *
 * <p>A tile of 4x4 outputs is made of a tile d of 6x6 inputs, which overlaps its neighbors by two
 * rows and columns, and of a filter g of 3x3 weights:
 *
 * <pre>
 *   Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
 * </pre>
 *
 * <p>where ⊙ multiplies element by element. One input and one output channel take 36 products
 * instead of 144. The sum over input channels is taken between the brackets, so that ⊙ becomes, for
 * each of the 36 places, one product of two matrices: tiles by input channels, and input channels
 * by output channels. {@code Winograd} holds A, B and G. The steps, in order:
 *
 * <pre>
 *   weights g                        response d             WinogradTiles cuts it into blocks of tiles
 *       |                                |
 *   WinogradFilters                  WinogradInput.down         Bᵀ d
 *       |  U = G g Gᵀ                    |
 *       |  36 of channels in x out   WinogradInput.across       V = (Bᵀ d) B
 *       |                                |  36 of tiles x channels in, six at a time
 *       +---------------+----------------+
 *                       |
 *               WinogradProduct                                 M = V U, for each of 36 places
 *                       |  36 of tiles x channels out
 *               WinogradOutput                                  Y = Aᵀ M A, bias and ReLU
 *                       |
 *                  response Y
 * </pre>
 *
 * <p>{@code WinogradConvolution} runs the steps, on each thread block after block; {@code
 * WinogradScratch} divides the memory between them, of which {@code LaneMemory} is one thread's.
 *
 * <p>The derivative with respect to d is a convolution too: with input and output channels
 * exchanged, and each filter turned by half a circle. A turned filter on a tile is the filter on
 * the turned tile, so that the same matrices U serve, read transposed, and only Bᵀ and Aᵀ are
 * turned.
 *
 * <p>S. Winograd, "Arithmetic Complexity of Computations", SIAM, 1980. A. Lavin and S. Gray, "Fast
 * Algorithms for Convolutional Neural Networks", CVPR 2016.
 */
package dev.impasto.engine.onednn.winograd;
