/**
 * Products of matrices: {@link dev.evenkeel.gemm.Gemm} is the door.
 *
 * <h2>Five loops</h2>
 *
 * <p>Small products go straight to the kernel ({@code SmallGemm}), and products of one row to kernels of their own. All
 * others are computed by the loops of Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM
 * TOMS 34, 2008), with the letters of the BLIS papers. {@code ParallelGemm} gives each thread shares of C, of whole
 * columns or whole rows.
 *
 * <pre>{@code
 *                N                         K                          N
 *          ┌───┬───────┐             ┌───┬───────┐              ┌───┬───────┐
 *          │   │       │             │   │       │            K │   │       │
 *        M │ C │       │     +=    M │ A │       │      ·       │ B │       │
 *          │   │       │             │   │       │              │   │       │
 *          └───┴───────┘             └───┴───────┘              └───┴───────┘
 *           NC                        KC                         NC
 *
 *  loop                                              class             what stays where
 *  5  for each band of NC columns of C and B         BlockedGemm       B's panels of a band in L3
 *  4    for each depth block of KC terms             BlockedGemm       (KC is part of the result's definition)
 *  3      for each block of MC rows of A             BlockOfA          the block, in place or packed, in L2
 *  2        for each panel of NR columns of B        PanelOfB          the panel, in place or packed, in L1
 *  1          for each tile of MR rows               GemmKernel        MR × NR sums in registers
 *               for each of KC terms                 MicroKernel
 *
 *                NR                    KC                       NR
 *              ┌────┐               ┌──────┐                  ┌────┐
 *           MR │tile│    +=      MR │ rows │         ·     KC │    │
 *              └────┘               └──────┘                  │    │
 *                                                             └────┘
 * }</pre>
 *
 * <p>After the last depth block the {@code Epilogue} follows, on rows just stored. Decisions 6, 11 and 13 of
 * {@code core/docs} say how large the sizes are, and why.
 */
package dev.evenkeel.gemm;
