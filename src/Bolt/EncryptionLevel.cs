namespace DepGraph.Bolt;

/// <summary>Whether connections use TLS.</summary>
public enum EncryptionLevel
{
    None,
    Encrypted,
}
