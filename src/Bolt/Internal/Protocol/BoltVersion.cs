namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>A version of the protocol, and what is different in it.</summary>
internal readonly record struct BoltVersion(byte Major, byte Minor)
{
    /// <summary>Credentials travel in LOGON, not in HELLO, and can be exchanged.</summary>
    public bool HasLogon => IsAtLeast(5, 1);

    /// <summary>The server can be told which notifications to send.</summary>
    public bool HasNotificationFilters => IsAtLeast(5, 2);

    /// <summary>HELLO names the driver itself beside its user.</summary>
    public bool HasBoltAgent => IsAtLeast(5, 3);

    public bool HasTelemetry => IsAtLeast(5, 4);

    /// <summary>The filter's categories are called classifications.</summary>
    public bool HasClassifications => IsAtLeast(5, 6);

    /// <summary>Failures carry a GQLSTATUS.</summary>
    public bool HasGqlErrors => IsAtLeast(5, 7);

    /// <summary>Whether date-times are UTC from the start; before that it is a patch that HELLO asks for.</summary>
    public bool HasUtc => IsAtLeast(5, 0);

    public bool IsAtLeast(byte major, byte minor) => Major > major || (Major == major && Minor >= minor);

    public override string ToString() => $"{Major}.{Minor}";
}
