using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Keeping;
using Emergency.Server.Tests.Live;
using Emergency.Server.Tests.Starting;
using Emergency.Testing;
using Emergency.Testing.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Accounts;

/// <summary>Sessions lie in a table: they last over restarts and on every node, and leave nothing in the journal.</summary>
public sealed class SessionTableTests
{
    private static async Task<Answer> Who(RunningServer server, string token)
    {
        using var stranger = server.Stranger();
        return await stranger.Get("/api/session", ("Authorization", $"Bearer {token}"));
    }

    [Fact]
    public async Task However_often_somebody_signs_in_uses_it_and_signs_out_the_journal_does_not_grow()
    {
        await using var server = await HeldServer.Start(held: false);
        var feed = server.Services.GetRequiredService<IFeed>();
        using var api = server.Stranger();
        await api.SignIn("operator", RunningServer.OperatorPassword);
        var before = await feed.Head(TestContext.Current.CancellationToken);
        for (var n = 0; n < 3; n++)
        {
            await api.SignIn("operator", RunningServer.OperatorPassword);
            (await api.Get("/api/session/devices")).Is(200);
            (await api.Delete("/api/session")).Is(200);
        }
        (await feed.Head(TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact, Long("a process and kill of its own")]
    public async Task After_a_crash_who_was_answered_is_signed_in_and_who_signed_out_is_out_and_no_file_holds_a_token()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        using var ended = await server.SignIn("operator", RunningServer.OperatorPassword);
        using var stays = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await ended.Delete("/api/session")).Is(200);
        await server.Kill();
        await server.Begin();
        (await Who(server, stays.Token!)).Is(200);
        (await Who(server, ended.Token!)).Is(401).Code.ShouldBe("session.missing");
        (await server.End()).ShouldBe(0);

        // Searched as UTF-8 and UTF-16, in every file: journal, its log, checkpoints.
        var hash = SessionToken.Parse(stays.Token)!.Hash;
        var files = Directory
            .GetFiles(server.Data, "*", SearchOption.AllDirectories)
            .Select(file => (File: file, Bytes: File.ReadAllBytes(file)))
            .ToList();
        files.Where(one => Holds(one.Bytes, hash)).Select(one => Path.GetFileName(one.File)).ShouldBe(["journal.db"]);
        foreach (var token in (string[])[stays.Token!, ended.Token!])
            files.Where(one => Holds(one.Bytes, token) || Holds(one.Bytes, token.Split('.')[1])).Select(one => one.File).ShouldBeEmpty();
    }

    private static bool Holds(byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    [Fact, Long("PostgreSQL")]
    public async Task Who_signs_in_on_one_node_is_known_on_the_other_at_once_and_whoever_is_signed_out_on_one_is_cut_off_on_the_other()
    {
        using var folder = new TempFolder();
        string[] shared = ["--journal", await PostgresOrSkip.FreshDatabase(), "--master-key", folder["master.key"]];
        await using var first = await RunningServer.Start(shared);
        await using var other = await RunningServer.Beside(shared);
        using var clerk = await first.SignIn("operator", RunningServer.OperatorPassword);
        var account = (
            await first.Account(
                clerk,
                new
                {
                    account = "both",
                    password = ServerFixture.Password,
                    grants = new[] { new Grant(Role.Auditor, new("411502")) },
                }
            )
        ).String("account");
        using var own = await first.SignIn("both", ServerFixture.Password);
        using var lost = await other.SignIn("both", ServerFixture.Password);
        (await Who(other, own.Token!)).Is(200);
        (await Who(first, lost.Token!)).Is(200);
        (await clerk.Get($"/api/accounts/{account}/devices")).Is(200)["items"].GetArrayLength().ShouldBe(2);

        await using var ear = await Ear.Open(other.Address, lost.Token!);
        await ear.Join("me", "");
        (await clerk.Post($"/api/accounts/{account}/devices/{lost.Token!.Split('.')[0]}/end", new { })).Is(200);
        (await ear.Closed.InTime()).ShouldNotBeNull().ShouldContain("session.missing");
        (await Who(other, lost.Token!)).Is(401);
        (await Who(first, lost.Token!)).Is(401);
        (await own.Delete("/api/session")).Is(200);
        await Until.TrueAsync(async () => (await Who(other, own.Token!)).Status == 401, "the other node knows that it was ended");
        // Ending another person's session is stored; signing in and out is not.
        var stored = (await clerk.Get("/api/export"))
            .Is(200)
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("form").GetString())
            .ToList();
        (
            stored.Count(form => form == "account.signed-out.v1"),
            stored.Count(form => form is "account.signed-in.v1" or "account.session-renewed.v1")
        ).ShouldBe((1, 0));
    }

    [Fact, Long("a process of its own")]
    public async Task A_session_that_an_earlier_program_stored_as_events_lasts_and_once_ended_it_never_comes_back()
    {
        await using var server = await RunningServer.Start(RunningServer.Apart);
        (await server.End()).ShouldBe(0);
        var (lasts, ended, old) = await AsEarlier(server);
        await server.Begin();
        (await Who(server, lasts)).Is(200)["on"].GetString().ShouldBe("phone");
        (await Who(server, ended)).Is(401);
        (await Who(server, old)).Is(401);
        using (var api = server.Stranger())
            (await api.Send(HttpMethod.Delete, "/api/session", null, ("Authorization", $"Bearer {lasts}"))).Is(200);
        // Its events are still there, and are taken over only once.
        await server.Kill();
        await server.Begin();
        (await Who(server, lasts)).Is(401);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
    }

    /// <summary>
    /// Makes the journal one of an earlier program: sessions are events of the account, and there is no table. Returns the tokens of a
    /// session that lasts, of one that was ended, and of one that ran out long ago.
    /// </summary>
    private static async Task<(string Lasts, string Ended, string Old)> AsEarlier(RunningServer server)
    {
        var settings = SettingsReading.Read(["--data", server.Data, "--ballast", "1"], new System.Collections.Hashtable(), null).Settings;
        var tokens = Enumerable.Range(0, 3).Select(_ => SessionToken.Draw(new SessionId(Guid.CreateVersion7()))).ToList();
        await using (var opened = await Opened.Open(settings, TimeProvider.System, NullLoggerFactory.Instance))
        {
            var (id, now) = (opened.Sealing.Account("operator"), TimeProvider.System.GetUtcNow());
            foreach (var (token, at) in tokens.Zip((DateTimeOffset[])[now.AddHours(-2), now.AddHours(-2), now.AddDays(-90)]))
            {
                await Told(new SignIn(token.Session, token.Hash, at.AddHours(12), at, On: SessionOn.Phone, Device: "Chrome · Android"), at);
                await Told(new RenewSession(token.Session, at.AddHours(13), at.AddHours(1)), at.AddHours(1));
            }
            await Told(new SignOut(tokens[1].Session, now), now);
            async Task Told(Command command, DateTimeOffset at) =>
                (
                    await opened.Engine.Entities.Send(
                        Entities.Account(id),
                        command,
                        new Meta(Guid.CreateVersion7(), "", id.Key, "", "", null, at, null)
                    )
                ).ShouldBeOfType<Reply.Accepted>();
        }
        await using var file = new SqliteConnection($"Data Source={Path.Combine(server.Data, "journal.db")};Pooling=False");
        await file.OpenAsync();
        await using var drop = file.CreateCommand();
        drop.CommandText = "drop table session; delete from about where name = 'sessions'; pragma wal_checkpoint(truncate)";
        await drop.ExecuteNonQueryAsync();
        return (tokens[0].ToString(), tokens[1].ToString(), tokens[2].ToString());
    }
}
