using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Keeping;

/// <summary>
/// The seals of a whole server: the place of their key, the output of the command verify, and health when the key is away.
/// </summary>
public sealed class SealKeyTests
{
    private static string KeyOf(RunningServer server) => Path.Combine($"{server.Data}-keys", "seal.key");

    [Fact]
    public async Task A_server_nobody_configured_signs_its_seals_with_a_key_outside_its_data_and_verify_says_what_that_proves()
    {
        await using var server = await RunningServer.Start();
        (await server.End()).ShouldBe(0);
        File.Exists(KeyOf(server)).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(KeyOf(server)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFiles(server.Data).ShouldNotContain(file => file.Contains("seal", StringComparison.Ordinal));
        var answer = await server.Command(null, "verify");
        answer.ShouldBeWhole();
        answer.Lines.ShouldContain(line =>
            line.Contains("SEALED", StringComparison.Ordinal) && line.Contains("已签封", StringComparison.Ordinal)
        );
        (await server.Command(null, "backup", Path.Combine(server.Data, "..", "backup.db"))).ShouldBeWhole();
    }

    [Fact]
    public async Task Without_its_seal_key_a_server_starts_says_so_and_seals_again_when_it_is_back()
    {
        await using var server = await RunningServer.Start();
        (await server.End()).ShouldBe(0);
        File.Move(KeyOf(server), KeyOf(server) + ".away");
        await server.Begin();
        using var stranger = server.Stranger();
        (await stranger.Get("/health/ready")).Is(200).Body.GetProperty("seals").GetString().ShouldNotBeNull().ShouldContain("seal.key");
        File.Move(KeyOf(server) + ".away", KeyOf(server));
        await Until.TrueAsync(
            async () =>
                !(await stranger.Get("/health/ready")).Is(200).Body.TryGetProperty("seals", out var said)
                || said.ValueKind == System.Text.Json.JsonValueKind.Null,
            "the key is in use again"
        );
        (await server.End()).ShouldBe(0);
        var answer = await server.Command(null, "verify");
        answer.ShouldBeWhole();
        answer.Lines.First().ShouldEndWith("0 not yet sealed");
    }

    [Fact]
    public async Task What_is_under_no_signature_is_told_by_the_exit_code()
    {
        await using var server = await RunningServer.Start();
        (await server.End()).ShouldBe(0);
        File.Move(KeyOf(server), KeyOf(server) + ".away");
        await server.Begin();
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
            (await api.Get("/api/export")).Is(200);
        (await server.End()).ShouldBe(0);
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldBe(2, string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains("NOT PROVEN", StringComparison.Ordinal));
        lines.Last().ShouldBe("whole");
        // Backups are made of it all the same.
        (await server.Command(null, "backup", Path.Combine(server.Data, "..", "unproven.db"))).Code.ShouldBe(0);
        File.Move(KeyOf(server) + ".away", KeyOf(server));
        await server.Begin();
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
            (await api.Get("/api/export")).Is(200);
        (await server.Command(null, "verify")).Code.ShouldBe(
            0,
            "beside the running server, whose newest records are sealed within seconds"
        );
        (await server.End()).ShouldBe(0);
    }

    [Theory]
    [InlineData(
        "delete from person_key where id in (select id from person_key where id <> zeroblob(16) limit 5)",
        "gone, and nobody was erased with them"
    )]
    [InlineData("update person_key set wrapped = zeroblob(length(wrapped))", "do not open under the master key")]
    public async Task Keys_of_sealed_values_that_somebody_took_away_are_missed(string damage, string said)
    {
        await using var server = await RunningServer.Start();
        (await server.End()).ShouldBe(0);
        await using (var keys = new SqliteConnection($"Data Source={Path.Combine(server.Data, "keys.db")};Pooling=False"))
        {
            await keys.OpenAsync();
            await using var command = keys.CreateCommand();
            command.CommandText = damage;
            (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        }
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldBe(1);
        lines.ShouldContain(line => line.StartsWith("MISSING", StringComparison.Ordinal) && line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_seal_key_takes_its_turn_with_the_word_of_the_one_before_and_without_it_where_that_is_lost()
    {
        await using var server = await RunningServer.Start();
        (await server.Command(null, "seal-key", "new")).Code.ShouldBe(0);
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
            (await api.Get("/api/export")).Is(200);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        File.Delete(KeyOf(server));
        (await server.Command(null, "seal-key", "new")).Code.ShouldBe(0);
        await server.Begin();
        using (var api = await server.SignIn("operator", RunningServer.OperatorPassword))
            (await api.Get("/api/export")).Is(200);
        (await server.End()).ShouldBe(0);
        var answer = await server.Command(null, "verify");
        answer.ShouldBeWhole();
        answer.Lines.ShouldContain(line =>
            line.StartsWith("NOTE", StringComparison.Ordinal) && line.Contains("no earlier key has named", StringComparison.Ordinal)
        );
    }
}
