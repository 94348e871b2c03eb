using System.Net.Sockets;
using System.Text;
using Emergency.Testing;

namespace Emergency.Server.Tests.Requests;

/// <summary>A request that announces a body and never sends a byte of it.</summary>
internal static class Bodiless
{
    /// <summary>The first line of the answer.</summary>
    public static async Task<string> Answer(Uri server, string path, int length, string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        await using var line = socket.GetStream();
        await line.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{headers}\r\n"
            )
        );
        using var answer = new StreamReader(line, Encoding.ASCII);
        return await answer.ReadLineAsync().InTime() ?? "";
    }
}
