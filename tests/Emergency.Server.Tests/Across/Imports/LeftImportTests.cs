using System.Text;
using Emergency.Domain;
using Emergency.Server.Across.Imports.Reading.Values;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>A file that still contains a member who has left.</summary>
[Collection(nameof(Quarter))]
public sealed class LeftImportTests(Quarter quarter)
{
    private const string Here = QuarterRegisters.Here;

    [Fact]
    public async Task A_file_does_not_bring_back_who_has_left_and_says_so()
    {
        var secretary = await quarter.As(Role.Secretary);
        (await Import("独居老人")).Text.ShouldNotContain(Reasons.PersonLeft);
        var person = Derived.Register("person", Here[..6], "LEFT1");
        var day = Shanghai.Day(TimeProvider.System.GetUtcNow());
        (await secretary.Post($"/api/communities/{Here}/residents/{person}/leave", new { how = "moved", day })).Is(200);
        (await Import("独居老人、高龄")).Text.ShouldContain(Reasons.PersonLeft);
    }

    private async Task<Answer> Import(string category)
    {
        var file =
            $"resident_id,name,birth_date,community_code,building,room,category\nLEFT1,何拟离,1950-01-01,{Here},9号楼,901,{category}\n";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        return (await quarter.Clerk.Send(HttpMethod.Post, $"/api/imports/residents?division={Here}&file=r.csv", content)).Is(200);
    }
}
