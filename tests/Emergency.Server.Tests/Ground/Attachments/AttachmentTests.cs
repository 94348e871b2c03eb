using System.Net.Http.Headers;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Attachments;

/// <summary>Consents and other papers of a resident over HTTP: added, read, removed, and gone with the person.</summary>
public sealed class AttachmentTests(SmallStore store) : IClassFixture<SmallStore>
{
    private const string Here = QuarterRegisters.Here;
    private static readonly Guid Person = QuarterRegisters.Person(Here);
    private readonly Quarter _quarter = store.Quarter;

    private static string Of(Guid person, string community = Here) => $"/api/communities/{community}/attachments/person/{person}";

    private static async Task<Answer> Add(
        Api who,
        byte[] bytes,
        string? type = null,
        Guid? person = null,
        string what = "consent",
        params (string, string)[] headers
    )
    {
        using var content = Pictures.Content(bytes, type);
        return await who.Send(HttpMethod.Post, $"{Of(person ?? Person)}?what={what}", content, headers);
    }

    /// <summary>Downloads the file itself.</summary>
    private static async Task<(byte[] Bytes, HttpContentHeaders Headers)> Read(Api who, Guid id, Guid? person = null)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Token);
        using var response = await http.GetAsync(new Uri(who.Address, $"{Of(person ?? Person)}/{id}"));
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadAsByteArrayAsync(), response.Content.Headers);
    }

    private static async Task<IReadOnlyList<Guid>> Listed(Api who, Guid? person = null) =>
        [.. (await who.Get(Of(person ?? Person))).Is(200)["items"].EnumerateArray().Select(one => one.GetProperty("id").GetGuid())];

    private Task<Api> Secretary() => _quarter.As(Role.Secretary);

    [Fact]
    public async Task A_picture_is_added_listed_read_without_its_place_and_removed_with_a_reason()
    {
        var who = await Secretary();
        var taken = new DateTimeOffset(2026, 1, 5, 9, 30, 0, TimeSpan.FromHours(8));
        using var content = Pictures.Content(Pictures.Jpeg(640, 480, (0xE1, Pictures.Exif(Pictures.Place))), "image/jpeg");
        var id = (await who.Send(HttpMethod.Post, $"{Of(Person)}?what=notice&taken={Uri.EscapeDataString(taken.ToString("O"))}", content))
            .Is(201)["id"]
            .GetGuid();
        var shown = (await who.Get(Of(Person))).Is(200)["items"].EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == id);
        shown.GetProperty("what").GetString().ShouldBe("notice");
        shown.GetProperty("form").GetString().ShouldBe("image/jpeg");
        (shown.GetProperty("width").GetInt32(), shown.GetProperty("height").GetInt32()).ShouldBe((640, 480));
        shown.GetProperty("taken").GetDateTimeOffset().ShouldBe(taken);

        var (bytes, headers) = await Read(who, id);
        bytes.ShouldBe(Pictures.Jpeg(640, 480)[..2].Concat(Pictures.Jpeg(640, 480)[20..]).ToArray());
        headers.ContentType!.ToString().ShouldBe("image/jpeg");
        headers.ContentDisposition!.DispositionType.ShouldBe("attachment");

        (await who.Post($"{Of(Person)}/{id}/remove", new { })).Is(400);
        (await who.Post($"{Of(Person)}/{id}/remove", new { why = "unfit" })).Is(200);
        (await who.Post($"{Of(Person)}/{id}/remove", new { why = "mistaken" })).Is(200);
        (await Listed(who)).ShouldNotContain(id);
        (await who.Get($"{Of(Person)}/{id}")).Is(404).Code.ShouldBe("attachment.unknown");
        (await who.Post($"{Of(Person)}/{Guid.CreateVersion7()}/remove", new { why = "unfit" })).Is(404).Code.ShouldBe("attachment.unknown");
    }

    [Fact]
    public async Task Each_reading_of_a_file_is_written_down_and_the_list_is_none()
    {
        var who = await Secretary();
        var id = (await Add(who, Pictures.Png()))["id"].GetGuid();
        var before = await Readings();
        await Listed(who);
        (await Readings()).ShouldBe(before);
        await Read(who, id);
        await Read(who, id);
        (await Readings()).ShouldBe(before + 2);
    }

    private async Task<int> Readings() =>
        (await (await _quarter.As(Role.Auditor)).Get($"/api/access?county={QuarterRegisters.County}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Count(one => one.GetProperty("persons").EnumerateArray().Any(id => id.GetGuid() == Person));

    [Fact]
    public async Task What_a_file_is_its_bytes_say()
    {
        var who = await Secretary();
        (await Add(who, Pictures.Png(), "image/png")).Is(201);
        (await Add(who, Pictures.Pdf(), "application/octet-stream")).Is(201);
        (await Add(who, Pictures.Png(), "image/jpeg")).Is(415).Arguments.ShouldBe(["image/png"]);
        (await Add(who, "<svg/>"u8.ToArray(), "image/png")).Is(415).Code.ShouldBe("attachment.unknown-form");
        (await Add(who, Pictures.Png(9_000), "image/png")).Is(422).Code.ShouldBe("attachment.too-wide");
        (await Add(who, Pictures.Png()[..40], "image/png")).Is(422).Code.ShouldBe("attachment.broken");
        (await Add(who, new byte[101_000])).Is(413).Code.ShouldBe("attachment.too-large");
        (await Add(who, Pictures.Png(), what: "selfie")).Is(400);
        (await Add(who, Pictures.Png(), what: "1")).Is(400);
    }

    [Fact]
    public async Task Sent_twice_under_one_key_it_is_added_once()
    {
        var who = await Secretary();
        var key = ("Idempotency-Key", "outbox 1");
        var first = (await Add(who, Pictures.Webp(), headers: key)).Is(201);
        var second = (await Add(who, Pictures.Webp(), headers: key)).Is(201);
        second.Text.ShouldBe(first.Text);
        (await Listed(who)).Count(id => id == first["id"].GetGuid()).ShouldBe(1);
        (await Add(who, Pictures.Jpeg(), headers: key)).Is(422).Code.ShouldBe("command.another-request");
        (await Read(who, first["id"].GetGuid())).Headers.ContentType!.MediaType.ShouldBe("image/webp");
    }

    [Fact]
    public async Task Another_community_finds_nothing_of_it_and_reaches_no_file_by_a_person_of_its_own()
    {
        var (here, next) = (await Secretary(), await _quarter.As(Role.Secretary, From.Next));
        var id = (await Add(here, Pictures.Png())).Is(201)["id"].GetGuid();
        var own = QuarterRegisters.Person(QuarterRegisters.Next);
        (await next.Get(Of(Person))).Status.ShouldBeOneOf(403, 404);
        (await next.Get($"{Of(Person)}/{id}")).Status.ShouldBeOneOf(403, 404);
        (await next.Get($"{Of(Person, QuarterRegisters.Next)}/{id}")).Is(404).Code.ShouldBe("residents.unknown-person");
        (await next.Get($"{Of(own, QuarterRegisters.Next)}/{id}")).Is(404).Code.ShouldBe("attachment.unknown");
        (await next.Post($"{Of(own, QuarterRegisters.Next)}/{id}/remove", new { why = "mistaken" })).Is(404);
        (await Listed(here)).ShouldContain(id);
        (await here.Get($"/api/communities/{Here}/attachments/nothing/{Person}")).Is(404).Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task Of_a_child_files_are_shown_after_an_approval_only()
    {
        var (who, child) = (await _quarter.As(Role.ChildDirector), QuarterRegisters.Person(Here, 2));
        var id = (await Add(who, Pictures.Png(), person: child)).Is(201)["id"].GetGuid();
        (await who.Get(Of(child))).Is(403).Code.ShouldBe("sight.not-approved");
        (await who.Get($"{Of(child)}/{id}")).Is(403).Code.ShouldBe("sight.not-approved");
    }

    [Fact]
    public async Task A_community_whose_room_is_used_up_is_told_so_and_has_room_again_when_some_are_removed()
    {
        var (who, community) = (await _quarter.As(Role.Secretary, From.Away), QuarterRegisters.Away);
        var address = Of(QuarterRegisters.Person(community), community);
        async Task<Answer> Fill()
        {
            // A paper of 90 kB, of which nothing is cut out.
            using var content = Pictures.Content(Pictures.Pdf(new string('x', 90_000)));
            return await who.Send(HttpMethod.Post, $"{address}?what=paper", content);
        }
        var first = (await Fill()).Is(201)["id"].GetGuid();
        for (var n = 1; n < 11; n++)
            (await Fill()).Is(201);
        var full = (await Fill()).Is(409);
        full.Code.ShouldBe("attachment.no-room");
        full.Arguments.ShouldBe(["1"]);
        (await Add(await Secretary(), Pictures.Png())).Is(201);
        (await who.Post($"{address}/{first}/remove", new { why = "replaced" })).Is(200);
        (await Fill()).Is(201);
    }

    [Fact]
    public async Task Who_is_erased_takes_the_files_along_and_their_bytes_out_of_the_database()
    {
        var (who, street) = (await Secretary(), await _quarter.As(Role.StreetOfficer));
        const string header =
            "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on";
        var row =
            $"A001,H{Here}1,潘试附,女,1950-02-03,,独居老人,需协助,139-0000-0009,{Here},G1,试阳路1号,1号楼,1单元,114.078,32.118,是,2026-01-05";
        await QuarterRegisters.Import(_quarter.Clerk, "residents", Here, "one.csv", $"{header}\n{row}\n");
        var person = Derived.Register("person", QuarterRegisters.County, "A001");
        var id = (await Add(who, Pictures.Pdf(new string('x', 50_000)), person: person)).Is(201)["id"].GetGuid();
        var stays = (await Add(who, Pictures.Png())).Is(201)["id"].GetGuid();
        var stored = Stored(id);
        stored.Length.ShouldBeGreaterThan(50_000);
        InFiles(stored).ShouldBeTrue("the control: the sealed bytes lie in the database");

        await _quarter.Server.Agree(
            (await street.Post($"/api/communities/{Here}/residents/{person}/erase", new { basis = "term-over" })).Is(202),
            await _quarter.As(Role.CivilAffairs)
        );
        await Until.True(() => Stored(id).Length == 0, "the row goes with the key");
        await Until.True(() => !InFiles(stored), "and the log beside the database is cut");
        (await who.Get($"{Of(person)}/{id}")).Is(404);
        (await Read(who, stays)).Bytes.ShouldBe(Pictures.Png());
        (await _quarter.Server.Command(null, "verify")).Lines.ShouldNotContain(line =>
            line.Contains("attachment", StringComparison.Ordinal)
        );
    }

    private byte[] Stored(Guid id)
    {
        using var file = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_quarter.Server.Data, "journal.db")};Mode=ReadOnly;Pooling=False"
        );
        file.Open();
        using var ask = file.CreateCommand();
        ask.CommandText = "select bytes from attachment where id = $id";
        ask.Parameters.AddWithValue("$id", id.ToString("N"));
        return ask.ExecuteScalar() as byte[] ?? [];
    }

    // A page of a long value holds some 4,000 bytes of it at once.
    private bool InFiles(byte[] stored) =>
        Directory
            .GetFiles(_quarter.Server.Data, "journal.db*")
            .Any(name =>
            {
                using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var all = new byte[file.Length];
                file.ReadExactly(all);
                return all.AsSpan().IndexOf(stored.AsSpan(20_000, 64)) >= 0;
            });
}

/// <summary>The quarter with small limits: 100 kB for a file and 1 MB for all files of a community.</summary>
public sealed class SmallStore : IAsyncLifetime
{
    internal Quarter Quarter { get; } = new(["--attachment-kb", "100", "--attachments-mb", "1"]);

    public ValueTask InitializeAsync() => Quarter.InitializeAsync();

    public ValueTask DisposeAsync() => Quarter.DisposeAsync();
}
