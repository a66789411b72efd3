namespace DepGraph.Bolt;

/// <summary>Sets a <see cref="SessionConfig"/>; what each value means stands there.</summary>
public sealed class SessionConfigBuilder
{
    private readonly SessionConfig config = new();

    internal SessionConfigBuilder() { }

    /// <exception cref="ArgumentException">Empty.</exception>
    public SessionConfigBuilder WithDatabase(string database)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        config.Database = database;
        return this;
    }

    public SessionConfigBuilder WithDefaultAccessMode(AccessMode mode)
    {
        config.DefaultAccessMode = mode;
        return this;
    }

    public SessionConfigBuilder WithBookmarks(params Bookmarks[] bookmarks)
    {
        config.Bookmarks = bookmarks;
        return this;
    }

    public SessionConfigBuilder WithBookmarkManager(IBookmarkManager bookmarkManager)
    {
        config.BookmarkManager = bookmarkManager;
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Neither positive nor <see cref="Config.FetchAll"/>.</exception>
    public SessionConfigBuilder WithFetchSize(long size)
    {
        config.FetchSize = CheckFetchSize(size);
        return this;
    }

    /// <exception cref="ArgumentException">Empty.</exception>
    public SessionConfigBuilder WithImpersonatedUser(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        config.ImpersonatedUser = user;
        return this;
    }

    public SessionConfigBuilder WithAuthToken(IAuthToken authToken)
    {
        config.AuthToken = authToken;
        return this;
    }

    internal SessionConfig Build() => config;

    internal static long CheckFetchSize(long size)
    {
        if (size != Config.FetchAll)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        }

        return size;
    }
}
