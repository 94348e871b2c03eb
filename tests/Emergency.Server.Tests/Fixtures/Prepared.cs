using System.Collections.Concurrent;
using Emergency.Testing;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// Installations that the program itself made, each once in a run and then ended; a server begins from a copy unless its test needs an
/// installation of its own. Making one costs more than most tests.
/// </summary>
internal static class Prepared
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<TempFolder>>> All = new(StringComparer.Ordinal);

    static Prepared() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Forget();

    /// <summary>Copies an installation, its data into an empty folder and its keys beside it.</summary>
    /// <param name="make">Makes it with its data in the folder given, and leaves nothing running; called once for each name.</param>
    public static async Task Copy(string name, Func<string, Task> make, string data)
    {
        var made = await All.GetOrAdd(name, _ => new(() => Make(make))).Value;
        Copy(made["data"], data);
        Copy(made["data-keys"], $"{data}-keys");
    }

    private static async Task<TempFolder> Make(Func<string, Task> make)
    {
        var folder = new TempFolder();
        await make(folder["data"]);
        return folder;
    }

    /// <summary>Copies with the modes of files and folders, so permissions are kept.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void Forget()
    {
        foreach (var one in All.Values)
            if (one.IsValueCreated && one.Value.IsCompletedSuccessfully)
                one.Value.Result.Dispose();
    }
}
