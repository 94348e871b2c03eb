using System.Globalization;
using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Server.Tests.Deploy;

/// <summary>
/// An installation by the very commands of docs/operating.md, in its order, in a folder of the test's; commands that need root, systemd or
/// the sources bear a mark and are left out.
/// </summary>
public sealed partial class InstallByThePageTests
{
    private const string Run = "run",
        Beside = "run beside",
        Elsewhere = "run elsewhere";

    /// <summary>Answers that init asks for: the county, two people, the second one's role, their passwords.</summary>
    private static readonly string[] Answers = ["411502", "chen", "zhou", "", "plum-kettle-0001", "plum-kettle-0002"];
    private static readonly string[] LeftOut = ["as root", "with the sources"];

    private static IReadOnlyList<(string Mark, string Commands)> Blocks { get; } =
    [
        .. Block()
            .Matches(File.ReadAllText(Path.Combine(Material.Root, "docs", "operating.md")))
            .Select(found => (found.Groups["mark"].Value, found.Groups["commands"].Value.Trim())),
    ];

    [Fact]
    public void Each_block_says_how_it_is_run()
    {
        Blocks.Count.ShouldBeGreaterThan(6);
        Blocks
            .Where(block => !LeftOut.Append(Run).Append(Beside).Append(Elsewhere).Contains(block.Mark, StringComparer.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_folder_is_published_as_the_page_says()
    {
        var publish = Blocks.Single(block => block.Mark == "with the sources").Commands;
        var ours = await File.ReadAllTextAsync(Path.Combine(Material.Root, ".ci", "run"));
        ours.ShouldContain(publish.Replace("FOLDER", "\"$log/folder\"", StringComparison.Ordinal));
    }

    [Fact]
    [Long("a whole installation in processes of its own")]
    public async Task The_commands_of_the_page_install_start_look_back_up_and_restore()
    {
        using var here = new TempFolder();
        var port = Sample.FreePort().ToString(CultureInfo.InvariantCulture);
        Prepare(here, port);
        var said = new List<(string Commands, IReadOnlyCollection<string> Lines)>();
        RunningProcess? server = null;
        try
        {
            foreach (var (mark, commands) in Blocks)
            {
                switch (mark)
                {
                    case Run:
                        said.Add((commands, await Bash(here, port, commands, here["var"], Answers)));
                        break;
                    case Beside:
                        server = Start(here, port, commands, here["var"]);
                        await Until.True(
                            () => server.Ended || server.Lines.Any(line => line.StartsWith("ready on ", StringComparison.Ordinal)),
                            "the server serves"
                        );
                        server.Ended.ShouldBeFalse(string.Join('\n', server.Lines));
                        break;
                    case Elsewhere:
                        foreach (var file in Directory.GetFiles(here["backup"], "emergency-*", SearchOption.AllDirectories))
                            File.Copy(file, Path.Combine(here["elsewhere"], Path.GetFileName(file)));
                        File.Copy(Path.Combine(here["var"], "data", "master.key"), Path.Combine(here["elsewhere"], "master.key"));
                        said.Add((commands, await Bash(here, port, commands, here["elsewhere"], [])));
                        break;
                    default:
                        LeftOut.Contains(mark, StringComparer.Ordinal).ShouldBeTrue(mark);
                        break;
                }
            }
        }
        finally
        {
            if (server is not null)
                await server.DisposeAsync();
        }
        said.Count.ShouldBe(Blocks.Count(block => block.Mark is Run or Elsewhere));
        said.Single(one => one.Commands.Contains("/health/ready", StringComparison.Ordinal))
            .Lines.ShouldContain(line => line.Contains("\"status\":\"ready\"", StringComparison.Ordinal));
        foreach (var (_, lines) in said.Where(one => one.Commands.Contains(" verify", StringComparison.Ordinal)))
            lines.ShouldContain(line => line.StartsWith("whole", StringComparison.Ordinal));
    }

    /// <summary>Makes the files that the blocks as root would have made: the settings, the script, the folders.</summary>
    private static void Prepare(TempFolder here, string port)
    {
        foreach (var part in (string[])["var", "backup", "backup/journal", "backup/keys", "elsewhere", "bin", "etc"])
            Directory.CreateDirectory(here[part]);
        File.WriteAllText(
            here["etc/emergency.env"],
            Sample.With(
                "emergency.env",
                ("/var/lib/emergency", here["var"]),
                ("127.0.0.1:5080", $"127.0.0.1:{port}"),
                ("https://emergency.example", $"http://127.0.0.1:{port}")
            )
        );
        Script(
            here["bin/emergency"],
            Sample.With(
                "emergency",
                ("/etc/emergency", here["etc"]),
                ("/var/lib/emergency", here["var"]),
                ("if [ \"$(id -u)\" -eq 0 ]; then exec runuser -u emergency -- /opt/emergency/Emergency.Server \"$@\"; fi\n", ""),
                ("/opt/emergency/Emergency.Server", here["bin/Emergency.Server"])
            )
        );
        var program = Environment.GetEnvironmentVariable("EMERGENCY_FOLDER") is { Length: > 0 } folder
            ? $"\"{folder}/Emergency.Server\""
            : $"dotnet \"{AppContext.BaseDirectory}Emergency.Server.dll\"";
        Script(here["bin/Emergency.Server"], $"#!/bin/sh\nexec {program} \"$@\"\n");
    }

    private static void Script(string file, string text)
    {
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static RunningProcess Start(TempFolder here, string port, string commands, string folder) =>
        RunningProcess.Start(
            "/bin/bash",
            [
                "-euc",
                $"cd '{folder}'\n{commands
                    .Replace("/var/lib/emergency-backup", here["backup"], StringComparison.Ordinal)
                    .Replace("/var/lib/emergency", here["var"], StringComparison.Ordinal)
                    .Replace("127.0.0.1:5080", $"127.0.0.1:{port}", StringComparison.Ordinal)}",
            ],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = $"{here["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            }
        );

    private static async Task<IReadOnlyCollection<string>> Bash(
        TempFolder here,
        string port,
        string commands,
        string folder,
        IEnumerable<string> answers
    )
    {
        await using var shell = Start(here, port, commands, folder);
        await shell.Tell(answers);
        // Code 2: events of the seconds before are not signed yet, and nothing is broken.
        (await shell.Exit(Until.AtMost)).ShouldBeOneOf([0, 2], $"{commands}\n{string.Join('\n', shell.Lines)}");
        return shell.Lines;
    }

    [GeneratedRegex(
        "(?:<!-- (?<mark>[a-z ]+) -->\n)?```\n(?<commands>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Block();
}
