using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>Opens TCP connections, and TLS over them.</summary>
/// <param name="trust">Decides about certificates; null for no TLS.</param>
internal sealed class SocketConnector(Config config, TrustManager? trust)
{
    public bool IsEncrypted => trust is not null;

    /// <exception cref="ServiceUnavailableException">Nobody listens there.</exception>
    /// <exception cref="SecurityException">The certificate is not trusted.</exception>
    public async Task<Transport> ConnectAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        var socket = await OpenAsync(address, cancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (trust is null)
        {
            return new Transport(socket, stream, address, config.TimeProvider);
        }

        try
        {
            var secure = await SecureAsync(stream, address, cancellationToken);
            return new Transport(socket, secure, address, config.TimeProvider);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private async Task<Socket> OpenAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        Exception? last = null;
        var ips = await ResolveAsync(address, cancellationToken);
        foreach (var ip in ips)
        {
            // An address that swallows everything leaves their share of the time to the others.
            var share =
                config.ConnectionTimeout == Timeout.InfiniteTimeSpan
                    ? Timeout.InfiniteTimeSpan
                    : config.ConnectionTimeout / ips.Length;
            using var limit = new CancellationTokenSource(share, config.TimeProvider);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return await OpenAsync(new IPEndPoint(ip, address.Port), linked.Token);
            }
            catch (SocketException e)
            {
                last = e;
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                last = e;
            }
        }

        throw new ServiceUnavailableException(
            $"{address} cannot be reached: {last?.Message ?? "the name has no address of an enabled family"}",
            last
        );
    }

    private async Task<Socket> OpenAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, config.SocketKeepAlive);
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(ServerAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(
                address.Host,
                config.IpV6 ? AddressFamily.Unspecified : AddressFamily.InterNetwork,
                cancellationToken
            );
        }
        catch (SocketException e)
        {
            throw new ServiceUnavailableException($"{address} cannot be reached: {e.Message}", e);
        }
    }

    private async Task<SslStream> SecureAsync(
        NetworkStream stream,
        ServerAddress address,
        CancellationToken cancellationToken
    )
    {
        var secure = new SslStream(stream);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                trust!.ValidateServerCertificate(address, certificate as X509Certificate2, chain, errors),
        };
        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellationToken);
            return secure;
        }
        catch (System.Security.Authentication.AuthenticationException e)
        {
            throw new SecurityException(
                $"TLS with {address} failed: {e.Message} A certificate of one's own needs Config.TrustManager or a scheme with +ssc.",
                e
            );
        }
        catch (IOException e)
        {
            throw new ServiceUnavailableException(
                $"TLS with {address} failed: {e.Message} Does the server expect encryption (bolt+s://, neo4j+s://)?",
                e
            );
        }
    }
}
