using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;
using Emergency.Server.Tests.TemporaryCare;
using Emergency.Testing;

namespace Emergency.Server.Tests.People;

/// <summary>
/// A record is destroyed over HTTP, with every view of it checked. Persons live away from the middle, where incidents are.
/// </summary>
public sealed class ErasureTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here,
        Residents = $"/api/communities/{Here}/residents";
    private const string Header =
        "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on";
    private static int _last;

    /// <summary>Enters a person of the test's own, with an identity number where one is given.</summary>
    private async Task<Guid> Someone(
        Api clerk,
        string number,
        string name,
        string idNumber = "",
        string? household = null,
        string place = "114.078"
    )
    {
        await QuarterRegisters.Import(clerk, "residents", Here, "one.csv", $"{Header}\n{Row(number, name, idNumber, household, place)}\n");
        return Derived.Register("person", QuarterRegisters.County, number);
    }

    private static string Row(string number, string name, string idNumber, string? household = null, string place = "114.078") =>
        $"{number},{household ?? $"H{Here}1"},{name},女,{(idNumber.Length > 0 ? "1949-07-29" : "1950-02-03")},{idNumber},独居老人,需协助,139-0000-0009,{Here},G1,试阳路1号,1号楼,1单元,{place},32.118,是,2026-01-05";

    private static string Number() => $"E{Interlocked.Increment(ref _last):000}";

    /// <summary>Erases: the street asks and civil affairs confirm; returns the answer to the street.</summary>
    private async Task<Answer> Erased(Api street, Guid person, string basis, params (string, string)[] headers)
    {
        var asked = (await street.Post($"{Residents}/{person}/erase", new { basis }, headers)).Is(202);
        await quarter.Server.Agree(asked, await quarter.As(Role.CivilAffairs));
        return asked;
    }

    private Task<Api> Street() => quarter.As(Role.StreetOfficer);

    [Fact]
    public async Task Who_is_erased_is_in_no_list_and_no_impact_and_the_auditor_reads_who_did_it()
    {
        var (street, number) = (await Street(), Number());
        var person = await Someone(quarter.Clerk, number, "潘试霞", place: "114.0745");
        var incident = (
            await street.Post(
                "/api/incidents",
                new
                {
                    category = "other",
                    title = "看一下",
                    community = Here,
                }
            )
        ).Is(201).String("id");
        async Task<int> Inside() => (
                await street.Post(
                    "/api/impact",
                    new
                    {
                        incident,
                        area = new
                        {
                            circle = new
                            {
                                lon = 114.0745,
                                lat = 32.118,
                                metres = 5,
                            },
                        },
                    }
                )
            ).Is(200)["total"].GetProperty("persons").GetInt32();
        (await Inside()).ShouldBe(1);
        (await street.Get($"{Residents}?limit=200")).Text.ShouldContain($"{person}");
        var erased = await Erased(street, person, "term-over", ("Idempotency-Key", $"erase {number}"));
        (await street.Get($"{Residents}?limit=200")).Text.ShouldNotContain($"{person}");
        (await street.Post($"{Residents}/{person}/reveal", new { reason = "上门" })).Is(404);
        (await Inside()).ShouldBe(0);
        (await street.Post($"{Residents}/{person}/erase", new { basis = "term-over" }, ("Idempotency-Key", $"erase {number}")))
            .Is(202)
            .Text.ShouldBe(erased.Text);
        (await street.Post($"{Residents}/{person}/erase", new { basis = "unlawful" })).Is(404);
        var readings = (await (await quarter.As(Role.Auditor)).Get($"/api/access?county={QuarterRegisters.County}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(one => one.GetProperty("persons").EnumerateArray().Any(id => id.GetGuid() == person))
            .Select(one => (one.GetProperty("purpose").GetString(), one.GetProperty("account").GetString()))
            .ToList();
        readings.ShouldAllBe(one => one.Item2 == street.Account);
        readings.Count(one => one.Item1 == "erase").ShouldBe(1);
    }

    [Fact]
    public async Task An_erased_person_does_not_come_back_by_an_old_file_whatever_it_calls_them()
    {
        var (street, numbered, unnumbered) = (await Street(), Number(), Number());
        const string id = "411502194907299932";
        foreach (var (number, name, idNumber) in ((string, string, string)[])[(numbered, "潘试桃", id), (unnumbered, "潘试杏", "")])
            await Erased(street, await Someone(quarter.Clerk, number, name, idNumber), "consent-withdrawn");
        string[] old =
        [
            Row(numbered, "潘试桃", id),
            Row(Number(), "潘试桃", id),
            Row("", "潘试桃", id),
            Row("", "别的名字", id),
            Row("", "潘试桃", "").Replace("1950-02-03", "1949-07-29", StringComparison.Ordinal),
            Row(unnumbered, "潘试杏", ""),
            Row("", "潘试杏", ""),
            Row(Number(), "潘试杏", "").Replace("1950-02-03,,", "1950-02-03,41150219500203001X,", StringComparison.Ordinal),
        ];
        await quarter.News();
        foreach (var row in old)
        foreach (
            var (language, sentence) in ((string, string)[])
                [("zh-CN", "此人的档案已依法删除，不再导入"), ("en", "This person's record was erased and is not imported again")]
        )
        {
            var answer = (
                await quarter.Clerk.Send(
                    HttpMethod.Post,
                    $"/api/imports/residents?division={Here}&file=old.csv",
                    new StringContent($"{Header}\n{row}\n", null, "text/csv"),
                    ("Accept-Language", language)
                )
            ).Is(200);
            var finding = answer["files"][0].GetProperty("findings").EnumerateArray().ShouldHaveSingleItem($"{row}: {answer.Text}");
            (
                finding.GetProperty("outcome").GetString(),
                finding.GetProperty("reason").GetString(),
                finding.GetProperty("message").GetString()
            ).ShouldBe(("reject", "person_erased", sentence), row);
        }
        // Nothing is written each time but the erasure itself.
        var written = await quarter.Written(quarter.Clerk);
        (written.Count, written.All(line => line.EndsWith("audit.access-recorded.v1", StringComparison.Ordinal))).ShouldBe(
            (2 * old.Length, true),
            string.Join('\n', written)
        );
        // Another person of the same name is not erased.
        var other = (
            await quarter.Clerk.Send(
                HttpMethod.Post,
                $"/api/imports/residents?division={Here}&file=new.csv",
                new StringContent($"{Header}\n{Row(Number(), "潘试桃", "")}\n", null, "text/csv")
            )
        ).Is(200);
        other["files"][0].GetProperty("imported").GetInt32().ShouldBe(1, other.Text);
    }

    [Fact]
    public async Task A_household_keeps_its_door_and_loses_the_name_of_the_erased_head()
    {
        var (street, number) = (await Street(), Number());
        await QuarterRegisters.Import(
            quarter.Clerk,
            "households",
            Here,
            "homes.csv",
            $"household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat\nHE{number},{Here},G1,试阳路9号,9号楼,1单元,3,301,潘试桂,2,139-0000-0010,114.062,32.102\n"
        );
        var person = await Someone(quarter.Clerk, number, "潘试桂", household: $"HE{number}", place: "114.062");
        await Erased(street, person, "unlawful");
        var duty = await quarter.As(Role.CountyDuty);
        var fire = await Drawn(duty, 114.062, 32.102);
        var doors = (await (await quarter.As(Role.Secretary)).Get($"/api/incidents/{fire}/doors")).Is(200);
        var home = doors["communities"][0].GetProperty("households").EnumerateArray().ShouldHaveSingleItem(doors.Text);
        (
            home.GetProperty("householdId").GetGuid(),
            home.GetProperty("door").GetProperty("building").GetString(),
            home.GetProperty("members").GetInt32()
        ).ShouldBe((Derived.Register("household", QuarterRegisters.County, $"HE{number}"), "9号楼", 2));
        doors.Text.ShouldNotContain("潘");
    }

    /// <summary>Opens an incident and counts the doors around a point.</summary>
    private static async Task<Guid> Drawn(Api duty, double lon, double lat)
    {
        var fire = await Scene.Fire(duty);
        (
            await duty.Post(
                $"/api/incidents/{fire}/impact",
                new
                {
                    circle = new
                    {
                        lon,
                        lat,
                        metres = 50,
                    },
                }
            )
        ).Is(200);
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 0,
            "the doors are counted"
        );
        return fire;
    }

    [Fact]
    public async Task Nobody_is_erased_under_a_hold_in_care_or_at_the_doors_of_an_incident_and_each_is_named()
    {
        var (street, secretary, number) = (await Street(), await quarter.As(Role.Secretary), Number());
        var person = await Someone(quarter.Clerk, number, "潘试兰", place: "114.066");
        var path = $"{Residents}/{person}";
        async Task Refused(string code, string named)
        {
            var answer = (await street.Post($"{path}/erase", new { basis = "term-over" })).Is(409);
            (answer.Code, answer.Arguments.Single()).ShouldBe((code, named));
        }

        (await (await quarter.As(Role.Auditor)).Post($"{path}/hold", new { until = "2036-01-01" })).Is(200);
        await Refused("residents.held", "2036-01-01");
        (await street.Post($"{path}/hold", new { until = (string?)null })).Is(200);
        var care = (await secretary.Post("/api/care", new { person, community = Here })).Is(201).String("id")!;
        await Refused("residents.in-care", care);
        (await secretary.Leaves($"/api/care/{care}", "relative", "何拟人")).Is(200);
        await Drawn(await quarter.As(Role.CountyDuty), 114.066, 32.118);
        var at = (await street.Post($"{path}/erase", new { basis = "term-over" })).Is(409);
        (at.Code, at.Arguments.Single()!.Contains("-2", StringComparison.Ordinal)).ShouldBe(("residents.at-doors", true), at.Text);
    }

    [Fact]
    public async Task Street_and_civil_affairs_decide_and_nobody_else_asks()
    {
        var person = await Someone(quarter.Clerk, Number(), "潘试梅");
        foreach (var role in (Role[])[Role.Secretary, Role.Operator, Role.ChildDirector, Role.GridChief, Role.CountyDuty, Role.Auditor])
            (await (await quarter.As(role)).Post($"{Residents}/{person}/erase", new { basis = "term-over" }))
                .Is(403)
                .Code.ShouldBe("scope.not-yours");
        (await (await Street()).Post($"{Residents}/{person}/erase", new { basis = "because" })).Is(400).Code.ShouldBe("request.bad");
        (await (await Street()).Post($"{Residents}/{Guid.CreateVersion7()}/erase", new { basis = "term-over" })).Is(404);
        (await (await Street()).Post($"{Residents}/{Guid.CreateVersion7()}/hold", new { until = "2036-01-01" }))
            .Is(404)
            .Code.ShouldBe("residents.unknown-person");
    }
}
