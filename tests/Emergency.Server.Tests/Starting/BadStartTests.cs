using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Starting;

/// <summary>A bad start gives one sentence, exit code 3, and leaves the folder byte for byte unchanged.</summary>
public sealed class BadStartTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.Start();
        (await _server.End()).ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        Sql("update about set value = '99' where name = 'format'");
        await Refuses("newer");
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no write bits here");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_server.Data, "journal.db"), UnixFileMode.UserRead);
        await Refuses("read-only");
    }

    [Fact]
    public async Task A_database_whose_header_is_broken_is_left_alone()
    {
        await using (var file = File.OpenWrite(Path.Combine(_server.Data, "journal.db")))
            file.Write(new byte[16]);
        await Refuses("header");
    }

    [Fact]
    public async Task A_folder_of_another_installation_is_left_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(_server.Data, "installation"), "01a00000-0000-7000-8000-000000000000\n");
        await Refuses("belongs to installation");
    }

    [Fact]
    public async Task A_folder_whose_journal_is_gone_does_not_become_a_new_installation()
    {
        File.Delete(Path.Combine(_server.Data, "journal.db"));
        await Refuses("the journal is missing");
    }

    [Fact]
    public async Task Without_the_master_key_nothing_starts_and_no_new_one_is_drawn()
    {
        File.Delete(Path.Combine(_server.Data, "master.key"));
        await Refuses("master key");
    }

    [Fact]
    public async Task With_another_master_key_nothing_starts()
    {
        await File.WriteAllTextAsync(Path.Combine(_server.Data, "master.key"), $"current {Convert.ToBase64String(new byte[32])}\n");
        await Refuses("not the one of this installation");
    }

    [Fact]
    public async Task Without_the_keys_nothing_starts()
    {
        File.Delete(Path.Combine(_server.Data, "keys.db"));
        await Refuses("keys.db");
    }

    [Fact, Long("a process of its own")]
    public async Task A_second_server_keeps_off_a_folder_in_use()
    {
        await _server.Begin();
        var (code, lines) = await _server.CommandApart(null, "account");
        code.ShouldBe(3, string.Join('\n', lines));
        (code, lines) = await _server.CommandApart("another-0000", "account", "add", "second", "Operator", "411502", "own");
        code.ShouldBe(3, string.Join('\n', lines));
        string.Join('\n', lines).ShouldContain("in use");
    }

    [Fact]
    public async Task A_port_in_use_is_named_before_anything_is_touched()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        await Refuses("is in use", "--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}");
    }

    [Fact]
    public async Task An_unknown_setting_is_named() => await Refuses("--colour: no such setting", "--colour", "red");

    private async Task Refuses(string sentence, params string[] options)
    {
        var before = Contents();
        var (code, lines) = await _server.Command(null, options is ["--urls", ..] ? options : ["--urls", "http://127.0.0.1:0", .. options]);
        code.ShouldBe(3, string.Join('\n', lines));
        lines.Where(line => line.Contains(sentence, StringComparison.Ordinal)).ShouldHaveSingleItem(string.Join('\n', lines));
        Contents().ShouldBe(before);
    }

    private void Sql(string text)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(_server.Data, "journal.db"), Pooling = false }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant text of this file.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private IReadOnlyList<string> Contents() =>
        [
            .. Directory
                .EnumerateFiles(_server.Data, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetFileName(file)} {File.GetLastWriteTimeUtc(file):O} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];
}
