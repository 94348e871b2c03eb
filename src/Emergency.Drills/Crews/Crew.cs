using System.Text.Json;

namespace Emergency.Drills.Crews;

/// <summary>An account that a crew plays.</summary>
public sealed record Player(string Account, string Password);

/// <summary>
/// A crew as a process: it is given accounts (standard input, one JSON object {account, password} a line), the server's address and the
/// realm; nothing else. It prints its acts on standard output, one a line.
/// </summary>
public static class Crew
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Line(Player player) => JsonSerializer.Serialize(player, Lines);

    /// <summary>The line of a crew; null where a line is none of a crew's.</summary>
    public static Said? Heard(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.StartsWith('{') ? JsonSerializer.Deserialize<Said>(line, Lines) : null;
    }

    /// <summary>
    /// Plays until the drill is over. Throws <see cref="InvalidOperationException"/> where an account is not taken or none is named.
    /// </summary>
    public static async Task<int> Play(
        IReadOnlyList<Uri> nodes,
        string realm,
        Manner manner,
        TextReader accounts,
        TextWriter told,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var players = new List<Player>();
        while (await accounts.ReadLineAsync(stop) is { Length: > 0 } line)
            players.Add(JsonSerializer.Deserialize<Player>(line, Lines) ?? throw new InvalidOperationException("an account a line"));
        if (players.Count == 0)
            throw new InvalidOperationException("no account on standard input: {\"account\": …, \"password\": …} a line");
        var gate = new Lock();
        void Say(Said said)
        {
            lock (gate)
            {
                told.WriteLine(JsonSerializer.Serialize(said, Lines));
                told.Flush();
            }
        }
        await Task.WhenAll(
            players.Select(async player =>
            {
                using var page = new Page(nodes, realm, clock);
                await new Member(page, manner, clock, Say).Play(player.Account, player.Password, stop);
            })
        );
        return 0;
    }
}
