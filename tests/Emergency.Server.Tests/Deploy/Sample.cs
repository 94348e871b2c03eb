using System.Net;
using System.Net.Sockets;
using Emergency.Testing;

namespace Emergency.Server.Tests.Deploy;

/// <summary>A file of folder deploy, as given to an operator, with this machine's own paths in it.</summary>
internal static class Sample
{
    public static string Path(string name) => System.IO.Path.Combine(Material.Root, "deploy", name);

    /// <summary>Its text with replacements; a replacement that finds nothing is a fault of the test.</summary>
    public static string With(string name, params (string There, string Here)[] places)
    {
        var text = File.ReadAllText(Path(name));
        foreach (var (there, here) in places)
        {
            text.ShouldContain(there, Case.Sensitive, name);
            text = text.Replace(there, here, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>The first of these programs that is installed here; null where none is.</summary>
    public static string? Program(params string[] files) => files.FirstOrDefault(File.Exists);

    /// <summary>Starts the program as a process: that of the published folder in EMERGENCY_FOLDER, else this build's.</summary>
    public static RunningProcess Published(params IReadOnlyList<string> words) =>
        Environment.GetEnvironmentVariable("EMERGENCY_FOLDER") is { Length: > 0 } folder
            ? RunningProcess.Start(System.IO.Path.Combine(folder, "Emergency.Server"), words)
            : RunningProcess.Start("dotnet", [System.IO.Path.Combine(AppContext.BaseDirectory, "Emergency.Server.dll"), .. words]);

    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
