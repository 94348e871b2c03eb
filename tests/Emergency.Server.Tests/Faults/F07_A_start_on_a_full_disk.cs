using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

/// <summary>The disk filled up, and somebody restarts the server, as people do: the list of people inside must be readable.</summary>
[Long("a process on a full disk")]
public sealed class F07AStartOnAFullDisk
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task F07_A_server_started_on_a_full_disk_reads_and_says_so_and_writes_again_when_there_is_room(bool ballast)
    {
        using var disk = new SmallDisk(24);
        await using var server = await RunningServer.StartIn(disk["data"], RunningServer.Apart);
        string token;
        using (var before = await server.SignIn("operator", RunningServer.OperatorPassword))
            token = before.Token!;
        await server.Kill();
        if (!ballast)
            File.Delete(disk["data/ballast"]);
        Fill(disk["filler"]);

        await server.Begin();
        using var api = server.Stranger();
        var bearer = ("Authorization", $"Bearer {token}");
        (await api.Get("/api/session", bearer)).Is(200).String("name").ShouldBe("operator");
        (await api.Get("/health/ready")).Is(200).String("trouble").ShouldBe("the disk is full");
        // The start itself has made a little room: its log was moved into the journal.
        Answer last;
        var made = 0;
        while ((last = await Add(api, bearer, made)).Status == 202)
            (++made).ShouldBeLessThan(1_000);
        last.Is(507).Code.ShouldBe("journal.full");
        (await api.Get("/api/divisions", bearer)).Is(200);
        (await api.Get("/api/session", bearer)).Is(200).String("name").ShouldBe("operator");
        // Names are shown only to an account in the record of readings: without room for it they are not shown.
        var shown = 0;
        while ((last = await api.Get("/api/accounts", bearer)).Status == 200)
            (++shown).ShouldBeLessThan(5_000);
        last.Is(507).Code.ShouldBe("journal.full");

        File.Delete(disk["filler"]);
        await Until.TrueAsync(async () => (await Add(api, bearer, made)).Status == 202, "there is room again, and it is written");
        (await api.Get("/api/confirmations", bearer)).Is(200)["asked"].GetArrayLength().ShouldBe(Math.Min(100, made + 1));
        await Until.TrueAsync(
            async () => (await api.Get("/health/ready")) is { Status: 200 } health && !health.Body.TryGetProperty("trouble", out _),
            "and nothing is said to be wrong"
        );
    }

    private static Task<Answer> Add(Api api, (string, string) bearer, int n) =>
        api.Post(
            "/api/accounts",
            new
            {
                account = FormattableString.Invariant($"later-{n}"),
                password = "later-orchard-kettle",
                grants = new[] { new Grant(Role.CountyDuty, new("411502")) },
            },
            bearer,
            ("Idempotency-Key", FormattableString.Invariant($"later-{n}"))
        );

    private static void Fill(string file)
    {
        var block = new byte[64 * 1024];
        using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = block.Length; size > 0; size /= 2)
            try
            {
                while (true)
                    filler.Write(block, 0, size);
            }
            // Full for blocks of this size: the rest is filled with smaller ones.
            catch (IOException) { }
    }
}
