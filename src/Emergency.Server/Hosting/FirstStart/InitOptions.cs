using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Hosting.FirstStart;

/// <summary>Options on the command line for a new installation; each that is null is asked for.</summary>
/// <param name="Division">The home division: 6 digits of a county or 4 of a city.</param>
/// <param name="Operator">Name with which the first operator signs in.</param>
/// <param name="Second">Name of the second person, who confirms the operator's requests.</param>
/// <param name="SecondRole">Role of the second person, from <see cref="Roles"/>.</param>
internal sealed record InitOptions(string? Division, string? Operator, string? Second, string? SecondRole)
{
    /// <summary>Roles that can confirm accounts, roles and passwords: the county's commander, or another operator.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Role.CountyCommander, Role.Operator];

    /// <param name="words">The words after init, as names and values. Throws <see cref="CannotStart"/> with one sentence.</param>
    public static InitOptions Of(IReadOnlyList<string> words)
    {
        var options = new InitOptions(null, null, null, null);
        for (var i = 0; i < words.Count; i += 2)
        {
            if (i + 1 == words.Count || words[i + 1].StartsWith("--", StringComparison.Ordinal))
                throw new CannotStart($"{words[i]}: a value is missing");
            var value = words[i + 1];
            options = words[i] switch
            {
                "--division" => options with { Division = value },
                "--operator" => options with { Operator = value },
                "--second" => options with { Second = value },
                "--second-role" => options with { SecondRole = value },
                _ => throw new CannotStart($"{words[i]}: init knows --division, --operator, --second and --second-role"),
            };
        }
        return options;
    }
}
