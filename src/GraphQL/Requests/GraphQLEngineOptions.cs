using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Limits;

namespace DepGraph.GraphQL.Requests;

/// <summary>Settings of a <see cref="GraphQLEngine"/>.</summary>
public sealed record GraphQLEngineOptions
{
    public OperationLimits Limits { get; init; } = new();

    /// <summary>
    /// How long an operation may run. After it, what is still open becomes null with an error of code EXECUTION_TIMEOUT.
    /// </summary>
    public TimeSpan ExecutionTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How many bytes of memory prepared operations may take, about.</summary>
    public long OperationCacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many bytes of documents are kept that clients register by their hash (automatic persisted queries); 0 switches
    /// that off.
    /// </summary>
    public long PersistedQueryBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Documents that requests may name by their id.</summary>
    public TrustedDocuments TrustedDocuments { get; init; } = TrustedDocuments.None;

    /// <summary>Whether no other document is executed, by whatever way it comes.</summary>
    public bool OnlyTrustedDocuments { get; init; }

    /// <summary>The largest response, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many entries <c>errors</c> may have; what comes later is counted only.</summary>
    public int MaxErrors { get; init; } = 1_000;

    /// <summary>
    /// What the client may read in place of an exception that is no <see cref="GraphQLException"/>; null leaves it masked, as all are
    /// by default. Called on the operation's turn: be quick.
    /// </summary>
    public Func<Exception, GraphQLException?>? Explain { get; init; }

    /// <summary>Gets every exception that the client sees masked. Called on the operation's turn: be quick.</summary>
    public Action<UnexpectedError>? OnUnexpectedError { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
