using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Seals;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Keeping;
using Emergency.Testing;
using Emergency.Testing.Postgres;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>
/// A person is erased and the master key changed. Then every copy that was made before is tried, in clear and with all existing keys: an
/// old backup, a copied journal with its log, the old keys. The person is in none of them, and a neighbour is in all.
/// </summary>
[Long("every old copy of an installation")]
public sealed partial class ErasedForGoodTests : IDisposable
{
    private const string Community = "411502001001",
        Header =
            "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,phone,community_code,grid,address,building,unit,guardian_name,guardian_phone";
    private static readonly Guid Person = Derived.Register("person", "411502", "R1");
    private readonly TempFolder _folder = new();
    private readonly Told _erased = new(),
        _neighbour = new(500);
    private string _row = "";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_erased_person_is_in_no_old_copy_and_does_not_come_back() => await Erased([], "sqlite");

    [Fact]
    public async Task An_erased_person_is_in_no_old_copy_of_PostgreSQL_and_does_not_come_back()
    {
        var database = await PostgresOrSkip.FreshDatabase();
        await Erased(["--journal", database], database);
    }

    private async Task Erased(string[] options, string journal)
    {
        await using var server = await RunningServer.Start([.. options, "--master-key", _folder["master.key"]]);
        var keys = new EngineSettings(server.Data, journal);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Register(clerk);
        await server.Account(
            clerk,
            new
            {
                account = "street",
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.StreetOfficer, new("411502001")) },
            }
        );
        await server.Account(
            clerk,
            new
            {
                account = "civil",
                password = ServerFixture.Password,
                grants = new[] { new Grant(Role.CivilAffairs, new("411502")) },
            }
        );

        // Copies that an operator can have lying about.
        File.Copy(_folder["master.key"], _folder["old-master.key"]);
        (await server.Command(null, "backup", _folder["old.db"])).ShouldBeWhole();
        (await server.Command(null, "backup", "--keys", _folder["old-keys.json"])).Code.ShouldBe(0);
        if (journal == "sqlite")
            CopyWithLog(server.Data, _folder["copy"]);
        Put(_folder["old.db"], _folder["backup"]);
        (await Opened(_folder["backup"], keys)).ShouldSatisfyAllConditions(
            text => _erased.Search.In(text).ShouldNotBeEmpty("the control: before it could be read"),
            text => _neighbour.Search.In(text).ShouldNotBeEmpty()
        );

        using var street = await server.SignIn("street", ServerFixture.Password);
        using var civil = await server.SignIn("civil", ServerFixture.Password);
        var gone = await server.Agree(
            await street.Post($"/api/communities/{Community}/residents/{Person}/erase", new { basis = "consent-withdrawn" }),
            civil
        );
        var (code, lines) = await server.Command(null, "rotate-master");
        code.ShouldBe(0, string.Join('\n', lines));

        var copies = (string[])[_folder["backup"], .. journal == "sqlite" ? new[] { _folder["copy"] } : []];
        foreach (var copy in copies)
        {
            _erased.Search.InFolder(copy).ShouldBeEmpty();
            (await Verify.Run(new EngineSettings(copy))).Broken.ShouldBeNull();
            var text = await Opened(copy, keys);
            _erased.Search.In(text).ShouldBeEmpty("with every key there is");
            _neighbour.Search.In(text).Count.ShouldBeGreaterThan(3, "the same search finds who was not erased");
        }

        _erased.Search.InFolder(server.Data).ShouldBeEmpty();
        new Canaries(OldMaster).InFolder(server.Data).ShouldBeEmpty();
        new Canaries(OldMaster).In(await File.ReadAllBytesAsync(_folder["master.key"])).ShouldBeEmpty();
        foreach (var row in KeysCopy.Read(_folder["old-keys.json"]).Keys)
            MasterKey.Load(_folder["master.key"]).Knows(row.Master).ShouldBeFalse();
        await Returns(server, gone.Position!.Value);
    }

    /// <summary>The old backup is really restored: a person erased after it stays erased.</summary>
    private async Task Returns(RunningServer server, long after)
    {
        using (var clerk = await server.SignIn("operator", RunningServer.OperatorPassword))
            await Rejected(clerk);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        var (code, lines) = await server.Command(null, "restore", "--keys", _folder["old-keys.json"]);
        code.ShouldBe(3);
        string.Join('\n', lines).ShouldContain("stays shut");
        (await server.Command(null, "restore", _folder["old.db"])).ShouldBeWhole();
        await server.Begin();
        // The earlier positions belong to a journal that is no more.
        using var back = new Api(server.Address);
        await back.SignIn("street", ServerFixture.Password);
        await Until.TrueAsync(
            async () =>
                !(await back.Get($"/api/communities/{Community}/residents")).Is(200).Text.Contains($"{Person}", StringComparison.Ordinal),
            "the journal from before is told of the erasure"
        );
        (await back.Get($"/api/communities/{Community}/residents")).Is(200)["count"].GetInt32().ShouldBe(1);
        using (var clerk = await server.SignIn("operator", RunningServer.OperatorPassword))
            await Rejected(clerk);
        (await server.End()).ShouldBe(0);
        (await server.Command(null, "verify")).ShouldBeWhole();
        after.ShouldBeGreaterThan(0);
    }

    private async Task Rejected(Api clerk)
    {
        var answer = (
            await clerk.Send(
                HttpMethod.Post,
                $"/api/imports/residents?division={Community}&file=old.csv",
                new StringContent($"{Header}\n{_row}", null, "text/csv")
            )
        ).Is(200);
        answer["files"]
            [0]
            .GetProperty("findings")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("reason")
            .GetString()
            .ShouldBe("person_erased");
    }

    private async Task Register(Api clerk)
    {
        const string divisions =
            $"code,name,kind,parent\n411502,试河区,区,4115\n411502001,试城街道,街道,411502\n{Community},试阳社区,社区,411502001\n";
        using var city = new StringContent(divisions, null, "text/csv");
        (await clerk.Send(HttpMethod.Post, "/api/imports/divisions?division=411502&file=divisions.csv", city)).Is(200);
        var (name, other) = (_erased.Text("老人"), _neighbour.Text("邻居"));
        // The person heads the household: that name must go too.
        await Import(
            clerk,
            "households",
            $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone\nH1,{Community},G1,试阳路1号,1号楼,1单元,3,301,{name},2,{_erased.Phone()}\nH2,{Community},G1,{_neighbour.Text("邻家")},1号楼,1单元,3,302,{other},2,139-1234-0002\n"
        );
        _row =
            $"R1,H1,{name},女,1949-07-29,{_erased.Keep("411502194907299932")},独居老人,需协助,{_erased.Phone()},{Community},G1,{_erased.Text("门牌")},1号楼,1单元,{_erased.Text("子女")},{_erased.Phone()}\n";
        await Import(
            clerk,
            "residents",
            $"{Header}\n{_row}R2,H2,{other},女,1950-02-03,,独居老人,需协助,139-1234-0001,{Community},G1,{_neighbour.Text("隔壁")},1号楼,1单元,{_neighbour.Text("邻子")},139-1234-0003\n"
        );
    }

    private static async Task Import(Api clerk, string kind, string file)
    {
        var answer = (
            await clerk.Send(
                HttpMethod.Post,
                $"/api/imports/{kind}?division={Community}&file={kind}.csv",
                new StringContent(file, null, "text/csv")
            )
        ).Is(200);
        answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("rejected").GetInt32()).ShouldBe(0, answer.Text);
    }

    /// <summary>All sealed values of a journal that the keys of an installation can open today.</summary>
    private async Task<string> Opened(string journal, EngineSettings keys)
    {
        await using var keyring = await Keyring.Open(keys, MasterKey.Load(_folder["master.key"]), TimeProvider.System, isNew: false);
        var (sealing, text) = (new Sealing(keyring), new StringBuilder());
        await using var rows = await Database.Snapshot(new EngineSettings(journal), CancellationToken.None);
        await foreach (var row in rows.Rows(0, CancellationToken.None))
        foreach (
            Match value in SealedValue()
                .Matches(Encoding.UTF8.GetString(row.Row.Message.Span).Replace("\\u002B", "+", StringComparison.Ordinal))
        )
            text.AppendLine(sealing.Open<JsonNode>(new(value.Value))?.ToJsonString(Json.Options) ?? "(shut)");
        return text.ToString();
    }

    private string OldMaster => File.ReadAllText(_folder["old-master.key"]).Split("current ")[1].Trim();

    /// <summary>Copies the database as it lies there, with its log, like a copy of the disk.</summary>
    private static void CopyWithLog(string data, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var name in (string[])["journal.db", "journal.db-wal"])
        {
            using var from = new FileStream(
                Path.Combine(data, name),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var copy = File.Create(Path.Combine(to, name));
            from.CopyTo(copy);
        }
        new FileInfo(Path.Combine(to, "journal.db-wal")).Length.ShouldBeGreaterThan(0);
    }

    private static void Put(string backup, string folder)
    {
        Directory.CreateDirectory(folder);
        File.Copy(backup, Path.Combine(folder, "journal.db"));
    }

    [GeneratedRegex("[0-9a-f]{32}:[0-9]:[A-Za-z0-9+/=]+", RegexOptions.None, 10_000)]
    private static partial Regex SealedValue();
}
