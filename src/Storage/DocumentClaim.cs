namespace DepGraph.Storage;

/// <summary>The answer to a claim.</summary>
/// <param name="IsGranted">The claimant has the lease; otherwise <see cref="DocumentState.Holder"/> has it.</param>
/// <param name="Token">Names the lease, as it names no other one; 0 when it was not granted.</param>
/// <param name="State">What was known at the moment of the claim, the granted lease included.</param>
public sealed record DocumentClaim(bool IsGranted, long Token, DocumentState State);
