using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.People;

/// <summary>The register as kept by hand, over HTTP. All persons are fictitious.</summary>
public sealed class RecordsTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = $"/api/communities/{QuarterRegisters.Here}",
        Next = $"/api/communities/{QuarterRegisters.Next}";

    private static async Task<Guid> Entered(Api who, string name, string? idNumber = null, string community = Here, int bornIn = 1950) =>
        (await Enter(who, name, idNumber, community, bornIn)).Is(200)["id"].GetGuid();

    private static Task<Answer> Enter(Api who, string name, string? idNumber = null, string community = Here, int bornIn = 1950) =>
        who.Post(
            $"{community}/residents",
            new
            {
                how = "moved-in",
                person = new
                {
                    name,
                    bornIn,
                    kinds = new[] { "disabled" },
                    building = "9号楼",
                    phones = new[] { "139-0000-0301" },
                    idNumber,
                },
                why = "上门登记",
            }
        );

    private static Task<Answer> Phone(Api who, Guid person, string was, string now) =>
        who.Post($"{Here}/residents/{person}/correct", new { was = new { phones = new[] { was } }, now = new { phones = new[] { now } } });

    // A GET before waits until the view has the write.
    private static async Task<Answer> Opened(Api who, Guid person)
    {
        (await who.Get($"{Here}/residents?limit=1")).Is(200);
        return await who.Post($"{Here}/residents/{person}/reveal", new { reason = "核对登记" });
    }

    [Fact]
    public async Task Two_desks_that_correct_one_phone_lose_nothing_and_the_second_is_told_what_the_first_wrote()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var person = await Entered(secretary, "钱试一");
        (await Phone(secretary, person, "139-0000-0301", "139-0000-0302")).Is(200);
        var late = (await Phone(street, person, "139-0000-0301", "139-0000-0303")).Is(409);
        late.Code.ShouldBe("residents.changed-meanwhile");
        var told = late["changed"].EnumerateArray().ShouldHaveSingleItem();
        told.GetProperty("field").GetString().ShouldBe("phones");
        (told.GetProperty("was").GetString(), told.GetProperty("now").GetString()).ShouldBe(("139-0000-0301", "139-0000-0302"));
        // Another field of the same record, loaded before the phone was changed.
        (
            await street.Post(
                $"{Here}/residents/{person}/correct",
                new
                {
                    was = new { phones = new[] { "139-0000-0301" } },
                    now = new { phones = new[] { "139-0000-0301" }, mobility = "卧床" },
                }
            )
        ).Is(200);
        var now = (await Opened(street, person)).Is(200);
        (now["phones"][0].GetString(), now["mobility"].GetString()).ShouldBe(("139-0000-0302", "卧床"));
    }

    [Fact]
    public async Task The_history_says_who_changed_what_from_what_to_what_and_is_one_reading()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        var person = await Entered(secretary, "钱试二");
        (await Phone(street, person, "139-0000-0301", "139-0000-0304")).Is(200);
        var items = (await secretary.Get($"{Here}/residents/{person}/history")).Is(200)["items"].EnumerateArray().ToList();
        items.Select(one => one.GetProperty("what").GetString()).ShouldBe(["residents.person-entered.v1", "residents.person-corrected.v1"]);
        items[0].GetProperty("why").GetString().ShouldBe("上门登记");
        var change = items[1].GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        (change.GetProperty("was").GetString(), change.GetProperty("now").GetString()).ShouldBe(("139-0000-0301", "139-0000-0304"));
        items[1].GetProperty("role").GetString().ShouldBe(nameof(Role.StreetOfficer));
        (await (await quarter.As(Role.Secretary, From.Next)).Get($"{Here}/residents/{person}/history")).Is(403);
        (await (await quarter.As(Role.StreetOfficer, From.Away)).Get($"{Here}/residents/{person}/history")).Is(404);
        var minor = await Entered(secretary, "钱试童", bornIn: 2020);
        (await secretary.Get($"{Here}/residents/{minor}/history")).Is(403).Code.ShouldBe("sight.not-approved");
    }

    [Fact]
    public async Task Who_has_left_is_in_no_list_and_comes_back_by_hand()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "钱试三");
        (await secretary.Get($"{Here}/residents?limit=200")).Text.ShouldContain($"{person}");
        var left = new
        {
            how = "moved",
            day = "2020-01-01",
            where = "女儿家",
        };
        (await secretary.Post($"{Here}/residents/{person}/leave", left)).Is(200);
        (await secretary.Get($"{Here}/residents?limit=200")).Text.ShouldNotContain($"{person}");
        (await secretary.Post($"{Here}/residents/{person}/leave", left)).Is(409).Code.ShouldBe("residents.has-left");
        (await secretary.Get($"{Here}/residents/{person}/history")).Is(200).Text.ShouldContain("女儿家");
        (await secretary.Post($"{Here}/residents/{person}/return", new { day = "2021-01-01" })).Is(200);
        (await secretary.Get($"{Here}/residents?limit=200")).Text.ShouldContain($"{person}");
    }

    [Fact]
    public async Task Nobody_is_entered_twice_and_where_the_other_record_is_only_its_keepers_learn()
    {
        var (here, next, street) = (
            await quarter.As(Role.Secretary),
            await quarter.As(Role.Secretary, From.Next),
            await quarter.As(Role.StreetOfficer)
        );
        await Entered(here, "钱试四", "411502195001010018");
        (await Enter(here, "钱试四", "411502195001010018")).Is(409).Code.ShouldBe("residents.known-here");
        var elsewhere = (await Enter(next, "钱试四", "411502195001010018", Next)).Is(409);
        elsewhere.Code.ShouldBe("residents.known-elsewhere");
        elsewhere.Text.ShouldNotContain("试阳");
        (await Enter(street, "钱试四", "411502195001010018", Next)).Is(409).Text.ShouldContain("试阳");
    }

    [Fact]
    public async Task Moving_to_another_community_is_an_act_of_two_and_the_history_goes_along()
    {
        var (here, next) = (await quarter.As(Role.Secretary), await quarter.As(Role.Secretary, From.Next));
        var person = await Entered(here, "钱试五");
        (await next.Post($"{Next}/givings/{person}/take", new { building = "2号楼" })).Is(409).Code.ShouldBe("residents.not-given");
        (await here.Post($"{Here}/residents/{person}/give", new { to = QuarterRegisters.Next })).Is(200);
        (await next.Get($"{Next}/givings")).Is(200).Text.ShouldContain($"{person}");
        (await next.Get($"{Next}/givings")).Text.ShouldNotContain("钱试五");
        (await here.Get($"{Here}/residents?limit=200")).Text.ShouldContain($"{person}");
        (await next.Post($"{Next}/givings/{person}/refuse", new { reason = "没有搬来" })).Is(200);
        (await here.Post($"{Here}/residents/{person}/give", new { to = QuarterRegisters.Next })).Is(200);
        (await next.Post($"{Next}/givings/{person}/take", new { building = "2号楼" }, ("Idempotency-Key", "take five"))).Is(200);
        await Until(async () => (await next.Get($"{Next}/residents?limit=200")).Text.Contains($"{person}", StringComparison.Ordinal));
        (await here.Get($"{Here}/residents?limit=200")).Text.ShouldNotContain($"{person}");
        (await next.Post($"{Next}/givings/{person}/take", new { building = "2号楼" }, ("Idempotency-Key", "take five"))).Is(200);
        var history = (await next.Get($"{Next}/residents/{person}/history")).Is(200).Text;
        history.ShouldContain("residents.person-entered.v1");
        history.ShouldContain("residents.person-taken.v1");
    }

    [Fact]
    public async Task A_guardian_of_an_adult_whose_capacity_nobody_recorded_is_somebody_to_ring()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "钱试六");
        (await secretary.Post($"{Here}/residents/{person}/guardians", new { guardian = new { role = "监护人", name = "何拟人" } })).Is(200);
        var shown = (await Opened(secretary, person)).Is(200)["guardians"].EnumerateArray().ShouldHaveSingleItem();
        (shown.GetProperty("role").GetString(), shown.GetProperty("capacityNotRecorded").GetBoolean()).ShouldBe(("紧急联系人", true));
        (
            await secretary.Post(
                $"{Here}/residents/{person}/correct",
                new { was = new { }, now = new { capacity = "none", capacityBasis = "法院判决" } }
            )
        ).Is(200);
        shown = (await Opened(secretary, person)).Is(200)["guardians"].EnumerateArray().ShouldHaveSingleItem();
        shown.GetProperty("role").GetString().ShouldBe("监护人");
    }

    [Fact]
    public async Task Households_are_split_and_merged_and_persons_stay_with_theirs()
    {
        var secretary = await quarter.As(Role.Secretary);
        var body = new
        {
            household = new
            {
                head = "何拟甲",
                building = "8号楼",
                members = 4,
            },
        };
        var old = (await secretary.Post($"{Here}/households", body)).Is(200)["id"].GetGuid();
        var person = (
            await secretary.Post(
                $"{Here}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name = "何拟乙",
                        bornIn = 1940,
                        kinds = new[] { "disabled" },
                        householdId = old,
                    },
                }
            )
        ).Is(200)["id"].GetGuid();
        var made = (
            await secretary.Post(
                $"{Here}/households/{old}/split",
                new
                {
                    household = new
                    {
                        head = "何拟乙",
                        building = "7号楼",
                        members = 1,
                    },
                    persons = new[] { person },
                }
            )
        ).Is(200)["id"].GetGuid();
        (await Building(secretary, person)).ShouldBe("7号楼");
        (await secretary.Post($"{Here}/households/{made}/merge", new { into = old })).Is(200);
        (await Building(secretary, person)).ShouldBe("8号楼");
    }

    [Fact]
    public async Task A_phone_that_was_offline_still_marks_the_door_of_somebody_who_has_left()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "钱试七");
        var fire = (
            await secretary.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "冒烟",
                    community = QuarterRegisters.Here,
                }
            )
        ).Is(201)["id"].GetGuid();
        (
            await secretary.Post(
                $"/api/incidents/{fire}/impact",
                new { places = new[] { new { division = QuarterRegisters.Here, building = "9号楼" } } }
            )
        ).Is(200);
        var doors = $"/api/incidents/{fire}/doors";
        await Until(async () => (await secretary.Get(doors)).Text.Contains($"{person}", StringComparison.Ordinal));
        (await secretary.Post($"{Here}/residents/{person}/leave", new { how = "died", day = "2020-01-01" })).Is(200);
        (await secretary.Post($"{doors}/{QuarterRegisters.Here}/persons/{person}/check", new { state = "safe" })).Is(200);
        (await secretary.Get(doors)).Text.ShouldContain($"{person}");
        (await secretary.Get($"{Here}/residents?limit=200")).Text.ShouldNotContain($"{person}");
    }

    private static async Task<string?> Building(Api who, Guid person) =>
        (await who.Get($"{Here}/residents?limit=200"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.GetProperty("personId").GetGuid() == person)
            .GetProperty("door")
            .GetProperty("building")
            .GetString();

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 400; tries++)
            if (await holds())
                return;
        throw new TimeoutException("it never came");
    }
}
