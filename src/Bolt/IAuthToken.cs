namespace DepGraph.Bolt;

/// <summary>Credentials, made by <see cref="AuthTokens"/>. Never logged: <see cref="object.ToString"/> tells the scheme alone.</summary>
public interface IAuthToken
{
    /// <summary>For example <c>basic</c>.</summary>
    string Scheme { get; }
}
