using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>Contacts and skills lie in the journal under their keys alone, in every register.</summary>
public sealed class SealedRegisterTests(Borough borough)
{
    private const string Here = $"/api/communities/{Borough.Community}";

    private static readonly string[] Canaries =
    [
        "金丝持有人甲",
        "0376-7731001",
        "金丝持有人乙",
        "0376-7731002",
        "金丝持有人丙",
        "0376-7731003",
        "0376-7731004",
        "0376-7731005",
        "金丝技能甲",
        "金丝技能乙",
        "金丝技能丙",
        "金丝技能丁",
        "金丝训练甲",
        "金丝保险甲",
        "金丝保险乙",
        "金丝单位甲",
        "金丝单位乙",
        "金丝需要技能",
    ];

    [Fact]
    public async Task What_the_registers_say_of_somebody_is_read_by_its_pages_and_is_nowhere_in_the_data_folder_in_clear()
    {
        var (secretary, street) = (await borough.Secretary(), await borough.StreetOfficer());
        var search = new Canaries(Canaries);
        search.In(string.Join('\n', await Ground(secretary))).Count.ShouldBe(4);
        search.In(string.Join('\n', await Resources(secretary))).Count.ShouldBe(2);
        search.In(string.Join('\n', await Team(secretary))).Count.ShouldBe(5);
        search.In(await Pool(street)).ShouldHaveSingleItem();
        search.In(string.Join('\n', await Parties(secretary))).Count.ShouldBe(2);
        search.In(await Needs(secretary)).ShouldHaveSingleItem();
        search.InFolder(borough.Data).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> Ground(Resident secretary)
    {
        object Gate(string holder, string phone, int? seen = null) =>
            new
            {
                kind = "gate",
                name = "金丝门",
                at = new { lon = 114.07, lat = 32.11 },
                holder,
                phone,
                seen,
            };
        var id = (await secretary.Post($"{Here}/ground", Gate("金丝持有人甲", "0376-7731001"))).Is(200).String("id");
        var first = await Row(secretary, $"{Here}/ground", "id", id!);
        (await secretary.Post($"{Here}/ground/{id}/change", Gate("金丝持有人乙", "0376-7731002", 1))).Is(200);
        (await secretary.Post($"{Here}/ground/{id}/change", Gate("金丝持有人乙", "0376-7731002", 2))).Is(200);
        var second = await Row(secretary, $"{Here}/ground", "id", id!);
        second.ShouldContain("\"version\":2", Case.Sensitive, "the same once more changes nothing");
        return [first, second];
    }

    private static async Task<IReadOnlyList<string>> Resources(Resident secretary)
    {
        const string all = $"/api/stores/{Borough.Community}/resources";
        object Generator(string phone, int? seen = null) =>
            new
            {
                kind = "generator",
                name = "金丝发电机",
                unit = "样园物业",
                place = "库房",
                phone,
                seen,
            };
        var id = (await secretary.Post(all, Generator("0376-7731004"))).Is(200).String("id");
        var first = await Row(secretary, all, "id", id!);
        (await secretary.Post($"{all}/{id}/change", Generator("0376-7731005", 1))).Is(200);
        (await secretary.Post($"{all}/{id}/change", Generator("0376-7731005", 2))).Is(200);
        var second = await Row(secretary, all, "id", id!);
        second.ShouldContain("\"version\":2", Case.Sensitive, "the same once more changes nothing");
        return [first, second];
    }

    private static async Task<IReadOnlyList<string>> Team(Resident secretary)
    {
        object Person(params string[] skills) =>
            new
            {
                name = "封拟能",
                phones = new[] { "13900000731" },
                role = "volunteer",
                skills,
            };
        var id = (await secretary.Post($"{Here}/team/members", new { member = Person("金丝技能甲") })).Is(200).String("member");
        var first = await Row(secretary, $"{Here}/team?limit=200", "id", id!);
        (await secretary.Post($"{Here}/team/members/{id}/correct", new { was = Person("金丝技能甲"), now = Person("金丝技能乙") })).Is(200);
        var at = $"{Here}/team/members/{id}";
        (await secretary.Post($"{at}/training", new { what = "金丝训练甲", day = "2026-01-02" })).Is(200);
        (await secretary.Post($"{at}/training", new { what = "金丝训练甲", day = "2026-02-02" })).Is(200);
        (await secretary.Post($"{at}/insurance", new { what = "金丝保险甲", until = "2099-12-31" })).Is(200);
        var second = await Row(secretary, $"{Here}/team?limit=200", "id", id!);
        JsonDocument.Parse(second).RootElement.GetProperty("trainings").GetArrayLength().ShouldBe(1, "the newest of a kind stands");
        (await secretary.Post($"{at}/insurance", new { what = "金丝保险乙", until = "2099-12-31" })).Is(200);
        var third = await Row(secretary, $"{Here}/team?limit=200", "id", id!);
        (await secretary.Post($"{at}/training/strike", new { what = "金丝训练甲" })).Is(200);
        JsonDocument
            .Parse(await Row(secretary, $"{Here}/team?limit=200", "id", id!))
            .RootElement.GetProperty("trainings")
            .GetArrayLength()
            .ShouldBe(0);
        return [first, second, third];
    }

    private static async Task<string> Pool(Resident street)
    {
        var pool = $"/api/streets/{Borough.Street}/pool";
        var body = new
        {
            name = "封拟沉",
            phones = new[] { "13900000732" },
            unit = "区水利局",
            skills = new[] { "金丝技能丙" },
        };
        var id = (await street.Post($"{pool}/staff", body)).Is(200).String("member");
        return await Row(street, pool, "id", id!);
    }

    private static async Task<IReadOnlyList<string>> Parties(Resident secretary)
    {
        object Party(string name, int? revision = null) =>
            new
            {
                kind = "school",
                name,
                person = "封拟校",
                phones = new[] { "13900000733" },
                revision,
            };
        var id = (await secretary.Post($"{Here}/parties", Party("金丝单位甲"))).Is(201).String("id");
        (await secretary.Post($"{Here}/parties", Party("金丝单位甲"))).Is(409).Code.ShouldBe("party.already-there");
        var first = await Row(secretary, $"{Here}/parties", "id", id!);
        (await secretary.Post($"{Here}/parties/{id}/correct", Party("金丝单位乙", 1))).Is(200);
        return [first, await Row(secretary, $"{Here}/parties", "id", id!)];
    }

    private static async Task<string> Needs(Resident secretary)
    {
        var need = new
        {
            text = "搬物资",
            day = Shanghai.Day(TimeProvider.System.GetUtcNow()),
            skill = "金丝需要技能",
        };
        var id = (await secretary.Post($"{Here}/volunteers/needs", need)).Is(200).String("id");
        var all = (await secretary.Get($"{Here}/volunteers")).Is(200)["needs"].EnumerateArray();
        return all.Single(one => one.GetProperty("id").GetString() == id).GetRawText();
    }

    [Fact]
    public async Task A_file_brings_them_sealed_and_the_same_file_once_more_brings_nothing()
    {
        var search = new Canaries(Canaries);
        var secretary = await borough.Secretary();
        const string ground =
            """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"class":"gate","name":"金丝侧门","holder":"金丝持有人丙","phone":"0376-7731003"},"geometry":{"type":"Point","coordinates":[114.0711,32.1111]}}]}""";
        const string team =
            "community_code,member_id,name,role,phone,skills\n" + $"{Borough.Community},M7731,封拟队,志愿者,13900000734,金丝技能丁\n";
        foreach (
            var (file, rows, shown, entity) in (ValueTuple<string, string, string, EntityId>[])
                [
                    ("ground.geojson", ground, $"{Here}/ground", Entities.Ground(Borough.Realm, Borough.Community)),
                    ("team.csv", team, $"{Here}/team?limit=200", Entities.Team(Borough.Realm, Borough.Community)),
                ]
        )
        {
            var at = $"/api/imports/{file.Split('.')[0]}?division={Borough.Community}&file={file}";
            (await Import(secretary, at, rows)).Is(200);
            await Until.TrueAsync(async () => search.In((await secretary.Get(shown)).Is(200).Text).Count > 0, $"{file} is shown");
            var before = await Written(entity);
            (await Import(secretary, at, rows)).Is(200);
            (await Written(entity)).ShouldBe(before, file);
        }
        search.InFolder(borough.Data).ShouldBeEmpty();
    }

    private Task<Answer> Import(Resident who, string at, string rows) =>
        borough.Stranger.Send(
            HttpMethod.Post,
            at,
            new StringContent(rows, Encoding.UTF8, "text/csv"),
            ("Authorization", $"Bearer {who.Token}")
        );

    /// <summary>Number of times that a file has written the searched values into an entity.</summary>
    private async Task<int> Written(EntityId entity)
    {
        var count = 0;
        await foreach (var happened in borough.Feed.Stream(entity, await borough.Feed.Head()))
            if (happened.Event is GroundRecorded { Facts.Name: "金丝侧门" } or MemberRecorded { Member.SealedSkills: not null })
                count++;
        return count;
    }

    private static async Task<string> Row(Resident who, string list, string name, string value) =>
        (await who.Get(list)).Is(200)["items"].EnumerateArray().Single(one => one.GetProperty(name).GetString() == value).GetRawText();
}
