using System.Text.Json;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.People;
using Emergency.Testing;

namespace Emergency.Server.Tests.Incidents;

public sealed class ListTests(District district)
{
    [Fact]
    public async Task Names_to_call_and_numbers_to_dial_leave_only_after_the_reading_is_written_down()
    {
        var fire = await district.Fire();
        var list = (await Open(await district.As("secretary"), fire, new { reason = "起火，逐户打电话" })).Is(200);
        var record = list["lists"].Items().Single();
        var reading = (await Readings()).Single(one => one.Of("accessId") == record.Of("listId"));
        (reading.Of("purpose"), reading.Of("role"), reading.Of("incident"), reading.Of("count")).ShouldBe(
            ("opened-list", "secretary", fire, list["count"].ToString())
        );
        reading
            .GetProperty("persons")
            .Items()
            .Select(person => person.GetString())
            .ShouldBe(list["items"].Items().Select(person => person.Of("personId")), ignoreOrder: true);
        reading.GetProperty("reasoned").GetBoolean().ShouldBeTrue();
        list["count"].GetInt32().ShouldBe(SampleRegisters.Persons.Count(Inside));
    }

    [Fact]
    public async Task A_row_of_a_printed_list_opens_its_door_for_who_may_see_that_door()
    {
        var fire = await district.Fire();
        var secretary = await district.As("secretary");
        var list = (await Open(secretary, fire, new { reason = "打印名单" })).Is(200);
        var (id, items) = (list["lists"].Items().Single().Of("listId"), list["items"].Items().ToList());
        for (var row = 1; row <= items.Count; row++)
        {
            var door = (await secretary.Get($"/api/opened/{id}/{row}")).Is(200);
            (door["personId"].GetString(), door["incident"].GetString(), door["householdId"].GetString()).ShouldBe(
                (items[row - 1].Of("personId"), fire, items[row - 1].Of("householdId"))
            );
        }
        (await secretary.Get($"/api/opened/{id}/{items.Count + 1}")).Is(404);
        (await secretary.Get($"/api/opened/{id}/0")).Is(404);
        (await secretary.Get($"/api/opened/{Guid.CreateVersion7()}/1")).Is(404);
        (await (await district.As("volunteer")).Get($"/api/opened/{id}/1")).Status.ShouldBeOneOf(403, 404);
    }

    [Fact]
    public async Task Nobody_opens_a_list_without_a_reason()
    {
        var fire = await district.Fire();
        (await Open(await district.As("secretary"), fire, new { })).Is(400).Arguments.ShouldBe(["$.reason: needed"]);
    }

    [Fact]
    public async Task A_capable_adult_is_rung_on_the_own_phone_first_then_the_contact()
    {
        var fire = await district.Fire();
        var items = (await Open(await district.As("street"), fire, new { reason = "核查" }))
            .Is(200)["items"]
            .Items()
            .ToDictionary(item => item.Of("personId"), StringComparer.Ordinal);
        var adult = SampleRegisters.Persons.First(row =>
            Inside(row) && Born(row) < new DateOnly(1990, 1, 1) && row["category"] is not "监护缺失被监护人" && row["phone"].Length > 0
        );
        var dial = items[District.Person(adult["resident_id"]).ToString()].GetProperty("dial").Items().ToList();
        (dial[0].Of("to"), dial[0].Of("phone")).ShouldBe(("self", SampleRegisters.Phone(adult["phone"])));
        var contacts = SampleRegisters
            .Guardians.Where(row => row["resident_id"] == adult["resident_id"])
            .Select(row => SampleRegisters.Phone(row["phone"]))
            .ToList();
        dial.Skip(1).Select(one => one.Of("phone")).Intersect(contacts, StringComparer.Ordinal).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_child_stays_masked_and_the_dial_button_goes_to_the_guardian()
    {
        var fire = await district.Fire();
        var child = Child();
        var opened = (await Open(await district.As("secretary"), fire, new { reason = "核查" })).Is(200);
        var item = opened["items"].Items().Single(one => one.Of("personId") == District.Person(child["resident_id"]).ToString());
        (item.GetProperty("masked").GetBoolean(), item.Of("salutation")).ShouldBe((true, "小朋友"));
        opened.Text.ShouldNotContain(child["name"]);
        item.GetProperty("dial").Items().ShouldNotContain(one => one.Of("to") == "self");
        item.GetProperty("dial").Items().First().Of("to").ShouldBeOneOf("guardian", "caregiver");
        var guardians = SampleRegisters
            .Guardians.Where(row => row["resident_id"] == child["resident_id"])
            .Select(row => SampleRegisters.Phone(row["phone"]));
        item.GetProperty("dial").Items().Select(one => one.Of("phone")).Intersect(guardians, StringComparer.Ordinal).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task With_a_standing_approval_of_the_street_a_child_is_called_by_surname_and_the_approval_is_written_down()
    {
        var (fire, child, director) = (await district.Fire(), Child(), await district.As("child"));
        var approval = District.Approval("child-director");
        var asked = (await director.Post($"/api/communities/{District.Community}/residents/approvals", approval)).Is(202);
        await district.Server.Agree(asked, await district.As("street"));
        var list = (await Open(director, fire, new { reason = "核查" }, asked.Position)).Is(200);
        var item = list["items"].Items().Single(one => one.Of("personId") == District.Person(child["resident_id"]).ToString());
        (item.GetProperty("masked").GetBoolean(), item.Of("salutation")).ShouldBe((false, $"{Masks.Surname(child["name"])}小朋友"));
        (await Readings()).Single(one => one.Of("accessId") == list["lists"][0].Of("listId")).Of("approval").ShouldBe("standing");
        (await Open(await district.As("secretary"), fire, new { reason = "核查" }))
            .Is(200)["items"]
            .Items()
            .Single(one => one.Of("personId") == District.Person(child["resident_id"]).ToString())
            .GetProperty("masked")
            .GetBoolean()
            .ShouldBeTrue("the approval is for another role");
    }

    [Fact]
    public async Task Asking_again_under_the_same_key_is_another_reading()
    {
        var fire = await district.Fire();
        var grid = await district.As("grid");
        var first = (await grid.Post($"/api/incidents/{fire}/list/open", new { reason = "再看一次" }, ("Idempotency-Key", fire))).Is(200);
        var again = (await grid.Post($"/api/incidents/{fire}/list/open", new { reason = "再看一次" }, ("Idempotency-Key", fire))).Is(200);
        string[] lists = [first["lists"][0].Of("listId"), again["lists"][0].Of("listId")];
        (await Readings()).Select(reading => reading.Of("accessId")).Where(lists.Contains).ShouldBe(lists);
        lists.ShouldBeUnique(StringComparer.Ordinal);
        first["items"].Items().ShouldAllBe(item => item.GetProperty("door").Of("grid") == "001001-G1");
    }

    [Fact]
    public async Task A_list_over_two_communities_is_two_readings_and_both_are_written_down()
    {
        var (street, fire) = (await district.As("street"), await district.Fire(metres: 600));
        await Until.TrueAsync(
            async () => (await street.Get($"/api/incidents/{fire}/figures"))["communities"].GetArrayLength() > 1,
            "doors of two communities are counted"
        );
        var list = (await Open(street, fire, new { reason = "起火，逐户打电话" })).Is(200);
        var lists = list["lists"].Items().ToList();
        lists.Count.ShouldBeGreaterThan(1);
        var readings = (await Readings()).ToDictionary(one => one.Of("accessId"), StringComparer.Ordinal);
        foreach (var one in lists)
            (readings[one.Of("listId")].Of("community"), readings[one.Of("listId")].Of("count")).ShouldBe(
                (one.Of("community"), one.Of("count"))
            );
        lists
            .SelectMany(one => readings[one.Of("listId")].GetProperty("persons").Items())
            .Select(person => person.GetString())
            .ShouldBe(list["items"].Items().Select(person => person.Of("personId")), ignoreOrder: true);
    }

    [Fact]
    public async Task A_task_gives_its_reason_and_opens_its_own_doors_only()
    {
        var (fire, volunteer) = (await district.Fire(), await district.As("volunteer"));
        var home = District.Household(SampleRegisters.Persons.Last(Inside)["household_id"]);
        var task = (
            await (await district.As("secretary")).Post(
                $"/api/incidents/{fire}/tasks",
                new
                {
                    community = District.Community,
                    @class = "life",
                    text = "敲门",
                    members = new[] { District.Member("M000034") },
                    doors = new[] { home },
                    allowSeconds = 0,
                }
            )
        ).Is(201);
        var list = (await Open(volunteer, fire, new { task = task["id"].GetString() }, task.Position)).Is(200);
        list["items"].Items().ShouldNotBeEmpty();
        list["items"].Items().ShouldAllBe(item => item.Of("householdId") == home.ToString());
        var done = (
            await (await district.As("secretary")).Post(
                $"/api/incidents/{fire}/tasks/{task["id"].GetString()}/cancel",
                new { reason = "不用了" }
            )
        ).Is(200);
        (await Open(volunteer, fire, new { task = task["id"].GetString() }, done.Position)).Is(403);
    }

    [Fact]
    public async Task What_was_told_at_a_door_is_on_the_opened_list()
    {
        var (fire, secretary) = (await district.Fire(), await district.As("secretary"));
        var person = District.Person(SampleRegisters.Persons.First(Inside)["resident_id"]);
        (
            await secretary.Post(
                $"/api/incidents/{fire}/doors/{District.Community}/persons/{person}/check",
                new { state = "moved", where = "活动中心二楼" }
            )
        ).Is(200);
        var added = (
            await secretary.Post(
                $"/api/incidents/{fire}/doors/{District.Community}/visitors",
                new
                {
                    name = "游客试一",
                    phone = "13900009999",
                    text = "住民宿",
                }
            )
        ).Is(200);
        var items = (await Open(secretary, fire, new { reason = "核查" }, added.Position)).Is(200)["items"].Items().ToList();
        items.Single(item => item.Of("personId") == person.ToString()).Of("where").ShouldBe("活动中心二楼");
        var visitor = items.Single(item => item.Of("personId") == added.String("personId"));
        (visitor.Of("salutation"), visitor.GetProperty("dial")[0].Of("phone"), visitor.Of("text")).ShouldBe(
            ("游客试一", "13900009999", "住民宿")
        );
    }

    private static Task<Answer> Open(Api who, string fire, object body, long? after = null) =>
        who.Post($"/api/incidents/{fire}/list/open?after={after ?? 0}", body);

    private async Task<IReadOnlyList<JsonElement>> Readings()
    {
        var auditor = await district.As("auditor");
        var all = new List<JsonElement>();
        for (var next = "0"; next.Length > 0; )
        {
            var page = (await auditor.Get($"/api/access?county={District.County}&next={next}")).Is(200);
            all.AddRange(page["items"].Items());
            next = page.Body.Has("next") ? page.String("next")! : "";
        }
        return all;
    }

    // The child is under 14 even on the newest day on which the registers are loaded.
    private static Dictionary<string, string> Child() =>
        SampleRegisters.Persons.First(row => Inside(row) && row["category"] == "留守儿童" && Born(row) > new DateOnly(2015, 1, 1));

    private static DateOnly Born(Dictionary<string, string> row) =>
        DateOnly.Parse(row["birth_date"], System.Globalization.CultureInfo.InvariantCulture);

    private static bool Inside(Dictionary<string, string> row) =>
        row["community_code"] == District.Community && row.Within(114.068594, 32.119337, 150);
}
