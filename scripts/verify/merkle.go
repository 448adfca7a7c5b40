// Proofs of the log beside github.com/transparency-dev/merkle, which others wrote and the public logs of certificates use.
// Reads the questions on standard input and writes one line for each that does not hold.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
)

type question struct {
	Leaves [][]byte
	Roots  []struct {
		Size uint64
		Root []byte
	}
	Inclusions []struct {
		Index, Size uint64
		Proof       [][]byte
	}
	Consistencies []struct {
		From, To uint64
		Proof    [][]byte
	}
}

func main() {
	var q question
	if err := json.NewDecoder(os.Stdin).Decode(&q); err != nil {
		panic(err)
	}
	hasher := rfc6962.DefaultHasher
	// Their roots, built leaf by leaf from the bytes of the entries.
	roots := [][]byte{hasher.EmptyRoot()}
	tree := (&compact.RangeFactory{Hash: hasher.HashChildren}).NewEmptyRange(0)
	for _, leaf := range q.Leaves {
		if err := tree.Append(hasher.HashLeaf(leaf), nil); err != nil {
			panic(err)
		}
		root, err := tree.GetRootHash(nil)
		if err != nil {
			panic(err)
		}
		roots = append(roots, root)
	}
	for _, one := range q.Roots {
		if !bytes.Equal(one.Root, roots[one.Size]) {
			fmt.Printf("root of %d differs\n", one.Size)
		}
	}
	for _, one := range q.Inclusions {
		if err := proof.VerifyInclusion(hasher, one.Index, one.Size, hasher.HashLeaf(q.Leaves[one.Index]), one.Proof, roots[one.Size]); err != nil {
			fmt.Printf("inclusion of %d in %d: %v\n", one.Index, one.Size, err)
		}
	}
	for _, one := range q.Consistencies {
		if err := proof.VerifyConsistency(hasher, one.From, one.To, one.Proof, roots[one.From], roots[one.To]); err != nil {
			fmt.Printf("consistency from %d to %d: %v\n", one.From, one.To, err)
		}
	}
}
