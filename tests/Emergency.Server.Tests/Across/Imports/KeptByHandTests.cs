using System.Text;
using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>A file of stock after a count by hand.</summary>
[Collection(nameof(Quarter))]
public sealed class KeptByHandTests(Quarter quarter)
{
    private const string Store = $"/api/stores/{QuarterRegisters.Here}";

    [Fact]
    public async Task A_file_does_not_undo_what_was_counted_since_and_says_so()
    {
        var secretary = await quarter.As(Role.Secretary);
        (await Import(10, "2026-01-01")).Text.ShouldNotContain("kept_by_hand");
        var lot = (await secretary.Get(Store))
            .Is(200)["lots"]
            .EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "雨伞")
            .GetProperty("id")
            .GetGuid();
        (await secretary.Post($"{Store}/lots/{lot}/count", new { here = 7 })).Is(200);
        (await Import(10, "2026-01-02")).Text.ShouldContain("kept_by_hand");
        (await Here()).ShouldBe(7);
        await Import(9, "2099-01-01");
        (await Here()).ShouldBe(9);

        async Task<int> Here() =>
            (await secretary.Get(Store))
                .Is(200)["lots"]
                .EnumerateArray()
                .Single(one => one.GetProperty("id").GetGuid() == lot)
                .GetProperty("here")
                .GetInt32();
    }

    private async Task<Answer> Import(int quantity, string checkedOn)
    {
        var file =
            $"item_id,name,unit,quantity,community_code,location,checked_on\nKEEP1,雨伞,把,{quantity},{QuarterRegisters.Here},门厅,{checkedOn}\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        return (
            await quarter.Clerk.Send(HttpMethod.Post, $"/api/imports/supplies?division={QuarterRegisters.Here}&file=s.csv", content)
        ).Is(200);
    }
}
