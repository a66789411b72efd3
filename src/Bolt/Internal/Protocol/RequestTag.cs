namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>The first byte of a request. https://neo4j.com/docs/bolt/current/bolt/message/</summary>
internal enum RequestTag : byte
{
    Hello = 0x01,
    Goodbye = 0x02,
    Reset = 0x0F,
    Run = 0x10,
    Begin = 0x11,
    Commit = 0x12,
    Rollback = 0x13,
    Discard = 0x2F,
    Pull = 0x3F,
    Telemetry = 0x54,
    Route = 0x66,
    Logon = 0x6A,
    Logoff = 0x6B,
}
