using System.Diagnostics;
using System.Globalization;

namespace Emergency.Testing;

/// <summary>A disk of a few megabytes, mounted for one test. Skips the test where nothing can be mounted.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emergency-disk-").FullName;

    public SmallDisk(int megabytes)
    {
        if (
            !OperatingSystem.IsLinux()
            || !Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", _folder)
        )
        {
            Directory.Delete(_folder);
            Assert.Skip("a small disk (tmpfs) cannot be mounted here");
        }
    }

    public string Folder => _folder;

    public string this[string name] => Path.Combine(_folder, name);

    public void Dispose()
    {
        Run("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static bool Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
