using Emergency.Domain;
using Emergency.Domain.Communities;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>A turn of duty as it is sent in, for the roster of a team or of a duty desk. Hours are the shift's own unless both are named.</summary>
internal interface ISentTurn
{
    DateOnly? Day { get; }
    Shift? Shift { get; }
    Post? Post { get; }
    DateTimeOffset? From { get; }
    DateTimeOffset? To { get; }
}

/// <summary>What every turn that is sent in is asked for.</summary>
internal static class SentTurn
{
    /// <param name="posts">Those the roster has.</param>
    /// <param name="who">The field that names who keeps it, and whether it does.</param>
    public static IEnumerable<string> Faults(ISentTurn? turn, string path, IReadOnlyList<Post> posts, (string Field, bool There) who) =>
        turn is null
            ? [$"{path}: a turn of duty"]
            :
            [
                .. Checks.Need(turn.Day is not null, $"{path}.day: YYYY-MM-DD"),
                .. Checks.Need(turn.Shift is not null, $"{path}.shift: day or night"),
                .. Checks.Need(turn.Post is { } post && posts.Contains(post), $"{path}.post: {Words(posts)}"),
                .. Checks.Need(who.There, $"{path}.{who.Field}: needed"),
                .. Checks.Need(
                    turn.From is null == turn.To is null && !(turn.To <= turn.From) && !(turn.To - turn.From > TimeSpan.FromHours(24)),
                    $"{path}.to: with from, after it, within 24 hours"
                ),
            ];

    /// <summary>From when to when, of a turn without faults.</summary>
    /// <param name="division">Whose roster it is.</param>
    public static (DateTimeOffset From, DateTimeOffset To) Hours(this ISentTurn turn, InForce inForce, string division) =>
        turn is { From: { } from, To: { } to } ? (from, to) : Rosters.Hours(turn.Day!.Value, turn.Shift!.Value, inForce, division);

    private static string Words(IReadOnlyList<Post> posts) =>
        string.Join(", ", posts.Take(posts.Count - 1).Select(Word)) + " or " + Word(posts[^1]);

    private static string Word(Post post) => post.ToString().ToLowerInvariant();
}
