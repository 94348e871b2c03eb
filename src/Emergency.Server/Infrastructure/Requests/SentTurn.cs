using Emergency.Domain;
using Emergency.Domain.Teams;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// A turn of duty as sent in, for the roster of a team or of a duty desk. Hours are the shift's own unless both are given.
/// </summary>
internal interface ISentTurn
{
    DateOnly? Day { get; }
    Shift? Shift { get; }
    Post? Post { get; }
    DateTimeOffset? From { get; }
    DateTimeOffset? To { get; }
}

/// <summary>Checks each turn of duty that is sent in.</summary>
internal static class SentTurn
{
    /// <param name="posts">Posts that the roster has.</param>
    /// <param name="who">Name of the field with the person on duty, and whether it is filled in.</param>
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

    /// <summary>The start and end of a turn without faults.</summary>
    /// <param name="division">Division of the roster.</param>
    public static (DateTimeOffset From, DateTimeOffset To) Hours(this ISentTurn turn, InForce inForce, string division) =>
        turn is { From: { } from, To: { } to } ? (from, to) : Rosters.Hours(turn.Day!.Value, turn.Shift!.Value, inForce, division);

    private static string Words(IReadOnlyList<Post> posts) =>
        string.Join(", ", posts.Take(posts.Count - 1).Select(Word)) + " or " + Word(posts[^1]);

    private static string Word(Post post) => post.ToString().ToLowerInvariant();
}
