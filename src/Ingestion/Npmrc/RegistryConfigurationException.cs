namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// No registry can be asked with the settings at hand. The message names the setting, where it was written and what to
/// do; it holds no secret.
/// </summary>
public sealed class RegistryConfigurationException(string message) : Exception(message);
