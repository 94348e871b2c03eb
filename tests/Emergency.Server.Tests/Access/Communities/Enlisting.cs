using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

/// <summary>Members of one test alone, entered by hand.</summary>
internal static class Enlisting
{
    private static int _last;

    public static async Task<MemberId> Enlist(
        this Resident who,
        string role = "responder",
        string community = Borough.Community,
        string? born = null
    )
    {
        var number = Interlocked.Increment(ref _last);
        var member = new
        {
            name = $"严拟{number}",
            phones = new[] { $"139000006{number:00}" },
            role,
            born,
        };
        return new((await who.Post($"/api/communities/{community}/team/members", new { member })).Is(200)["member"].GetGuid());
    }
}
