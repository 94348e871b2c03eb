using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Auditing;

/// <summary>谁看过我的信息.</summary>
public sealed class PersonReadTests(Borough borough)
{
    private static string Of(PersonId person, string more = "") => $"/api/access/person/{person}?county={Borough.County}{more}";

    [Fact]
    public async Task All_readings_of_one_person_are_told_by_office_and_purpose_and_of_nobody_else()
    {
        var (auditor, secretary) = (await borough.As(Role.Auditor, Borough.County), await borough.Secretary());
        var (person, other) = (BoroughRegisters.Someone("read-about"), BoroughRegisters.Someone("not-read-about"));
        foreach (var one in new[] { person, other })
            await BoroughRegisters.Record(borough, one, null, "何拟阅", new(1950, 1, 1), 0.005, "elder-alone");
        (await auditor.Get(Of(person))).Is(200)["items"].GetArrayLength().ShouldBe(0);
        var read = (
            await secretary.Post($"/api/communities/{Borough.Community}/residents/{person}/reveal", new { reason = "本人来问" })
        ).Is(200);

        var told = (await auditor.Get(Of(person), read)).Is(200);
        var item = told["items"].EnumerateArray().ShouldHaveSingleItem();
        (item.GetProperty("purpose").GetString(), item.GetProperty("role").GetString()).ShouldBe(("reveal", "secretary"));
        told.Text.ShouldNotContain("何");
        told.Text.ShouldNotContain("本人来问");
        (await auditor.Get(Of(other), read)).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await auditor.Get(Of(person, "&to=2025-01-01"), read)).Is(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_auditor_of_the_county_is_told_and_of_a_year_at_most()
    {
        var auditor = await borough.As(Role.Auditor, Borough.County);
        (await auditor.Get($"/api/access/person/{BoroughRegisters.OldWoman}")).Is(400);
        (await auditor.Get(Of(BoroughRegisters.OldWoman, "&from=2024-01-01&to=2025-06-01"))).Is(400);
        (await auditor.Get(Of(BoroughRegisters.OldWoman, "&from=2025-02-01&to=2025-01-01"))).Is(400);
        (await (await borough.Secretary()).Get(Of(BoroughRegisters.OldWoman))).Is(403);
        (await (await borough.As(Role.Auditor, Borough.OtherCounty)).Get(Of(BoroughRegisters.OldWoman))).Is(404);
    }
}
