using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Jobs;

/// <summary>A row of <see cref="DocumentLeases"/>' queries. Remaining times are by the server's clock.</summary>
internal readonly record struct DocumentRow
{
    public required bool IsGranted { get; init; }

    public required int Place { get; init; }

    public required bool IsStored { get; init; }

    public required DateTimeOffset? FetchedAt { get; init; }

    public required DateTimeOffset? FullFetchedAt { get; init; }

    public required string? Holder { get; init; }

    public required TimeSpan LeaseRemaining { get; init; }

    public required long Token { get; init; }

    public required DocumentFailure? Failure { get; init; }

    public static DocumentRow Read(ref PackStreamReader fields) =>
        new()
        {
            IsGranted = fields.ReadBoolean(),
            Place = (int)fields.ReadInteger(),
            IsStored = fields.ReadStringOrNull() is { } state && state != KindText.Of(PackageState.Named),
            FetchedAt = fields.ReadTimeOrNull(),
            FullFetchedAt = fields.ReadTimeOrNull(),
            Holder = fields.ReadStringOrNull(),
            LeaseRemaining = TimeSpan.FromMilliseconds(fields.ReadIntegerOrNull() ?? 0),
            Token = fields.ReadIntegerOrNull() ?? 0,
            Failure = ReadFailure(ref fields),
        };

    public DocumentClaim ToClaim(PackageDocument document) => new(IsGranted, IsGranted ? Token : 0, ToState(document));

    public DocumentState ToState(PackageDocument document) =>
        new()
        {
            FetchedAt =
                !IsStored ? null
                : document.IsFull ? FullFetchedAt
                : FetchedAt,
            Holder = Holder,
            LeaseRemaining = Holder is null ? TimeSpan.Zero : LeaseRemaining,
            Failure = Failure,
        };

    private static DocumentFailure? ReadFailure(ref PackStreamReader fields)
    {
        var counts = !fields.TryReadNull() && fields.ReadBoolean();
        var remaining = fields.ReadIntegerOrNull() ?? 0;
        var (code, message) = (fields.ReadStringOrNull(), fields.ReadStringOrNull());
        var isRetryable = !fields.TryReadNull() && fields.ReadBoolean();
        var retryAfter = fields.ReadIntegerOrNull();
        if (!counts)
            return null;
        return new DocumentFailure
        {
            Code = code ?? "",
            Message = message ?? "",
            IsRetryable = isRetryable,
            RetryAfter = retryAfter is { } ticks ? new TimeSpan(ticks) : null,
            Remaining = TimeSpan.FromMilliseconds(remaining),
        };
    }
}
