using Emergency.Domain;
using Emergency.Engine;
using Emergency.Engine.Seals;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;
using Microsoft.Data.Sqlite;

namespace Emergency.Server.Tests.Attachments;

/// <summary>
/// The server is killed (SIGKILL) while phones send files. Afterwards each file is whole or absent, acknowledged ones are there, and
/// sending again under the same key adds it once.
/// </summary>
[Long("a process and kill of its own")]
public sealed class KilledUploadTests
{
    [Fact]
    public async Task Whoever_is_killed_during_uploads_has_nothing_half()
    {
        await using var server = await RunningServer.StartFor(QuarterRegisters.City, RunningServer.Apart);
        await QuarterRegisters.Load(server, "street", Role.StreetOfficer, QuarterRegisters.Street);
        using var street = await server.SignIn("street", ServerFixture.Password);
        var files = Enumerable
            .Range(0, 24)
            .Select(n => (Key: $"upload {n}", Bytes: Pictures.Pdf(new string((char)('a' + n), 400_000))))
            .ToList();
        var answered = 0;
        var sending = files
            .Select(async file =>
            {
                try
                {
                    var answer = await Send(street, file);
                    // Stored, but its view did not follow within two seconds: it is sent again below as the others are.
                    if (answer.Status == 503 && answer.Code == "view.behind")
                        return;
                    answer.Is(201);
                    // The kill comes in the middle of them.
                    if (Interlocked.Increment(ref answered) == 6)
                        await server.Kill();
                }
                catch (HttpRequestException)
                {
                    // Cut off: nobody knows whether it was stored.
                }
            })
            .ToList();
        await Task.WhenAll(sending);
        answered.ShouldBeInRange(6, files.Count);
        (await Verify.Run(new EngineSettings(server.Data))).Broken.ShouldBeNull();

        await server.Begin();
        using var back = new Api(server.Address);
        await back.SignIn("street", ServerFixture.Password);
        var found = (await back.Get(Address)).Is(200)["items"].GetArrayLength();
        found.ShouldBeInRange(answered, files.Count);
        foreach (var file in files)
            (await Send(back, file)).Is(201);
        var items = (await back.Get(Address)).Is(200)["items"].EnumerateArray().ToList();
        items.Count.ShouldBe(files.Count);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", back.Token);
        var read = new List<byte[]>();
        foreach (var item in items)
            read.Add(await http.GetByteArrayAsync(new Uri($"{Address}/{item.GetProperty("id").GetString()}", UriKind.Relative)));
        foreach (var file in files)
            read.Count(bytes => bytes.AsSpan().SequenceEqual(file.Bytes)).ShouldBe(1, file.Key);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        await Lost(server, items[0].GetProperty("id").GetGuid(), items[1].GetProperty("id").GetGuid());
    }

    /// <summary>Somebody deletes one file and puts another in the place of a second: verify names both.</summary>
    private static async Task Lost(RunningServer server, Guid deleted, Guid replaced)
    {
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(server.Data, "journal.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var change = file.CreateCommand();
            change.CommandText =
                "update attachment set (hash, bytes) = (select hash, bytes from attachment where id = $deleted) where id = $replaced; delete from attachment where id = $deleted; pragma wal_checkpoint(truncate)";
            change.Parameters.AddWithValue("$deleted", deleted.ToString("N"));
            change.Parameters.AddWithValue("$replaced", replaced.ToString("N"));
            await change.ExecuteNonQueryAsync();
        }
        var (code, lines) = await server.Command(null, "verify");
        code.ShouldBe(1);
        lines.ShouldContain(line =>
            line.Contains($"attachments: 1 are gone, and nobody removed them; the first is {deleted}", StringComparison.Ordinal)
        );
        lines.ShouldContain(line => line.Contains($"attachment {replaced}: another file stands in its place", StringComparison.Ordinal));
    }

    private static string Address =>
        $"/api/communities/{QuarterRegisters.Here}/attachments/person/{QuarterRegisters.Person(QuarterRegisters.Here)}";

    private static async Task<Answer> Send(Api who, (string Key, byte[] Bytes) file)
    {
        using var content = Pictures.Content(file.Bytes);
        return await who.Send(HttpMethod.Post, $"{Address}?what=paper", content, ("Idempotency-Key", file.Key));
    }
}
