using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Emergency.Drills.Playing;

namespace Emergency.Drills.Rehearsals;

/// <summary>
/// Gives each participant of a scenario an account of its role, bound to a member of the community's team where the role has one; of
/// several chiefs it takes one with people at risk behind the own doors.
/// </summary>
public sealed class Staff(Cast cast)
{
    /// <summary>Substitutes for roles that this town's teams do not have; the account then has the role of its substitute.</summary>
    private static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal) { ["group-leader"] = "building-chief" };
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _streets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonArray> _residents = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Crews.Player>> Of(JsonArray participants, IReadOnlyList<string> communities, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(participants);
        ArgumentNullException.ThrowIfNull(communities);
        var players = new List<Crews.Player>();
        foreach (var participant in participants.OrderByDescending(one => Paths.Text(one!["role"]) == "secretary"))
            for (var n = 0; n < (participant!["count"]?.GetValue<int>() ?? 1); n++)
                players.Add(
                    await One(
                        Paths.Text(participant["role"])!,
                        communities[n % communities.Count],
                        string.Create(CultureInfo.InvariantCulture, $"crew-{Paths.Text(participant["id"])}-{n + 1}"),
                        stop
                    )
                );
        return players;
    }

    private async Task<Crews.Player> One(string role, string community, string account, CancellationToken stop)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        role = Instead.GetValueOrDefault(role, role);
        var above = role switch
        {
            "county-duty" or "county-commander" or "civil-affairs" or "department" => community[..6],
            "street-officer" => community[..9],
            _ => null,
        };
        var (member, scope) = above is null ? await Seat(role, community, stop) : (null, new JsonObject { ["division"] = above });
        var wish = new JsonObject
        {
            ["account"] = account,
            ["grants"] = new JsonArray(new JsonObject { ["role"] = role, ["scope"] = scope }),
        };
        if (member is not null)
            wish["member"] = new JsonObject { ["community"] = community, ["member"] = member };
        var answer = await (await cast.Player("operator", stop)).Send(HttpMethod.Post, "/api/accounts", wish, stop);
        if (!answer.Fine)
            throw new InvalidOperationException($"no account for {account}: {answer.Body?.ToJsonString()}");
        await cast.CaughtUp(answer.Position, stop);
        await Agree(Paths.Text(answer.Body?["confirmation"])!, member is null ? "commander" : await Street(community, stop), stop);
        await Choose(answer, password, stop);
        if (role == "secretary")
            _residents[community] = await Residents(account, password, community, stop);
        return new(account, password);
    }

    /// <summary>
    /// Confirms a new account, for which two accounts are needed: the commander confirms the operator's request, and the street that of its
    /// communities' teams.
    /// </summary>
    private async Task Agree(string confirmation, string who, CancellationToken stop)
    {
        var by = await cast.Player(who, stop);
        var agreed = await by.Send(HttpMethod.Post, $"/api/confirmations/{confirmation}/confirm", new JsonObject(), stop);
        // Confirmed but not done yet: a further request is answered when it is done.
        while (agreed.Fine && Paths.Text(agreed.Body?["stage"]) == "confirmed")
            agreed = await by.Send(HttpMethod.Post, $"/api/confirmations/{confirmation}/confirm", new JsonObject(), stop);
        if (!agreed.Fine || Paths.Text(agreed.Body?["stage"]) != "done")
            throw new InvalidOperationException($"{who} does not confirm: {agreed.Body?.ToJsonString()}");
        await cast.CaughtUp(agreed.Position, stop);
    }

    /// <summary>The operator hands the link over, and its owner chooses a password by it.</summary>
    private async Task Choose(Player.Answer made, string password, CancellationToken stop)
    {
        var clerk = await cast.Player("operator", stop);
        var link = await clerk.Send(
            HttpMethod.Post,
            $"/api/accounts/{Paths.Text(made.Body?["account"])}/invitation",
            new JsonObject(),
            stop
        );
        var token = Paths.Text(link.Body?["address"])?.Split('=')[^1];
        var chosen = await clerk.Send(
            HttpMethod.Post,
            "/api/invitation/accept",
            new JsonObject { ["token"] = token, ["password"] = password },
            stop
        );
        if (!chosen.Fine)
            throw new InvalidOperationException($"no password by a link: {(link.Fine ? chosen : link).Body?.ToJsonString()}");
        await cast.CaughtUp(chosen.Position, stop);
    }

    /// <summary>The account of a community's street office: the demo's own, or a new one.</summary>
    private async Task<string> Street(string community, CancellationToken stop)
    {
        var street = community[..9];
        if (street == "411502001")
            return "street";
        var name = $"crew-street-{street}";
        if (!_streets.Add(street))
            return name;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var wish = new JsonObject
        {
            ["account"] = name,
            ["grants"] = new JsonArray(
                new JsonObject
                {
                    ["role"] = "street-officer",
                    ["scope"] = new JsonObject { ["division"] = street },
                }
            ),
        };
        var answer = await (await cast.Player("operator", stop)).Send(HttpMethod.Post, "/api/accounts", wish, stop);
        if (!answer.Fine)
            throw new InvalidOperationException($"no account for {name}: {answer.Body?.ToJsonString()}");
        await cast.CaughtUp(answer.Position, stop);
        await Agree(Paths.Text(answer.Body?["confirmation"])!, "commander", stop);
        await Choose(answer, password, stop);
        await cast.Player(name, password, stop);
        return name;
    }

    private async Task<(string Member, JsonObject Scope)> Seat(string role, string community, CancellationToken stop)
    {
        var team = await (await cast.Player("operator", stop)).Send(
            HttpMethod.Get,
            $"/api/communities/{community}/team?limit=200",
            null,
            stop
        );
        var free = (team.Body?["items"]?.AsArray() ?? [])
            .Where(one =>
                Paths.Text(one!["role"]) == role && Paths.Text(one["availability"]) == "on-post" && !_used.Contains(Paths.Text(one["id"])!)
            )
            .ToList();
        var member =
            free.OrderByDescending(one => _residents.GetValueOrDefault(community, []).Count(person => Behind(one!, person!)))
                .FirstOrDefault()
            ?? throw new InvalidOperationException($"{community} has no {role} on post");
        _used.Add(Paths.Text(member["id"])!);
        var scope = new JsonObject { ["division"] = community };
        if (role is "grid-chief" or "building-chief" or "unit-chief")
            scope["grid"] = Paths.Text(member["grid"]);
        if (role is "building-chief" or "unit-chief")
            scope["building"] = Paths.Text(member["building"]);
        if (role is "unit-chief")
            scope["unit"] = Paths.Text(member["unit"]);
        return (Paths.Text(member["id"])!, scope);
    }

    private static bool Behind(JsonNode member, JsonNode person) =>
        ((string[])["grid", "building", "unit"]).All(part =>
            Paths.Text(member[part]) is not { } name || name == Paths.Text(person["door"]?[part] ?? person[part])
        );

    private async Task<JsonArray> Residents(string account, string password, string community, CancellationToken stop)
    {
        var secretary = await cast.Player(account, password, stop);
        var answer = await secretary.Send(HttpMethod.Get, $"/api/communities/{community}/residents?limit=200", null, stop);
        return answer.Body?["items"] as JsonArray ?? [];
    }
}
