using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>Reactions to a message or a call, by the words in it. They know how people talk, not the words of a scenario.</summary>
internal static partial class Ears
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);
    private static readonly string[] Numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

    public static bool MustMove(Told said) => Moving().IsMatch(said.Text);

    public static bool OfParents(Told said) => Parents().IsMatch(said.From + said.Text);

    public static bool Found(Told said) => said.Text.Contains("找到了", StringComparison.Ordinal);

    public static bool AboutShelter(Told said) => (said.From + said.Text).Contains("安置点", StringComparison.Ordinal);

    public static bool RainOver(Told said) => Dry().IsMatch(said.Text);

    public static bool Contained(Told said) => Over().IsMatch(said.Text);

    /// <summary>Answers a ringing telephone and reads messages, for any role.</summary>
    public static IEnumerable<Act> Answer(Sight sight)
    {
        foreach (var said in sight.Told)
            if (said is { Way: "call", Answered: false })
                yield return new($"answer/{said.Id}", $"/api/cues/{said.Id}/answer");
            else if (!said.Read)
                yield return new($"read/{said.Id}", $"/api/cues/{said.Id}/read");
    }

    /// <summary>我醒了，我来: answers a call about an order or a warning; a community then sounds its loudspeaker.</summary>
    public static IEnumerable<Act> Wakes(Sight sight)
    {
        foreach (var call in sight.Calls.Where(one => one.Receiver == sight.Self.Division))
            if (!call.Told)
                yield return new($"awake/{call.Id}", $"/api/calls/{call.Id}/awake");
            else if (call is { OfWarning: true, Proved: false } && sight.Self.IsCommunity)
                yield return new(
                    $"loudspeaker/{call.Id}",
                    $"/api/calls/{call.Id}/proofs",
                    Tasks.Body(("kind", "loudspeaker"), ("works", true))
                );
    }

    /// <summary>
    /// Reactions of people at doors: one mark, at the door that the caller most likely means. A person without that door reports the words
    /// to the incident, for those who see all doors.
    /// </summary>
    public static IEnumerable<Act> AtDoors(Sight sight)
    {
        foreach (var said in sight.Told.Where(said => Heard(said.Text).State is not null))
        foreach (var incident in sight.Running.Where(Doors.Asked))
        {
            var acts = AtDoor(incident, said).ToList();
            foreach (var act in acts)
                yield return act;
            if (acts.Count == 0)
                yield return new(
                    $"report/{incident.Id}/{said.Id}",
                    $"/api/incidents/{incident.Id}/report",
                    Tasks.Body(("title", said.Text))
                );
        }
    }

    /// <summary>Reactions to passed-on reports, for a role that sees all doors of the community.</summary>
    public static IEnumerable<Act> PassedOn(Sight sight) =>
        sight.Running.SelectMany(incident => incident.Reports.SelectMany(said => AtDoor(incident, said)));

    private static IEnumerable<Act> AtDoor(SeenIncident incident, Told said)
    {
        var (state, wanted) = Heard(said.Text);
        if (
            state is null
            || incident
                .Persons.Where(wanted)
                .OrderByDescending(one => one.Floor is { } floor && floor == FloorIn(said.Text))
                .ThenBy(one => one.PersonId)
                .FirstOrDefault()
                is not { } meant
        )
            yield break;
        yield return Doors.Person(incident, meant, state, said.Id);
        if (state == "returned")
            yield return Doors.Person(incident, meant, "moved", said.Id, said.At + Again);
    }

    /// <summary>Opens an incident for a message about one that nobody knows of yet, at a desk.</summary>
    public static IEnumerable<Act> Opens(Sight sight)
    {
        foreach (var said in sight.Told)
            if (KindOf(said) is { } category && !sight.Running.Any(one => one.Category == category))
                yield return new(
                    $"incident/{said.Id}",
                    "/api/incidents",
                    Tasks.Body(
                        ("category", category),
                        ("priority", category == "power" ? "urgent" : "life"),
                        ("title", said.Text),
                        ("community", (JsonNode)(sight.Self.IsCommunity ? sight.Self.Division : sight.Communities[0]))
                    )
                );
    }

    /// <summary>
    /// Opens a care for a child who was found, with a child from behind the doors; the drill names nobody, so any child will do as long as
    /// it is always the same.
    /// </summary>
    public static IEnumerable<Act> OpensCare(Sight sight)
    {
        foreach (var said in sight.Told.Where(said => Found(said) && Child().IsMatch(said.Text)))
        foreach (var incident in sight.Running.Where(one => one.Category == "missing"))
            if (incident.Persons.Where(one => one.Minor).OrderBy(one => one.PersonId).FirstOrDefault() is { } child)
                yield return new(
                    $"care/open/{said.Id}",
                    "/api/care",
                    Tasks.Body(("person", child.PersonId.ToString()), ("community", child.Community), ("incident", incident.Id.ToString()))
                );
    }

    private static (string? State, Func<SeenPerson, bool> Wanted) Heard(string text) =>
        Refusing().IsMatch(text) ? ("refuses", one => !one.Minor)
        : Alone().IsMatch(text) ? ("nobody-caring", one => one.Minor)
        : Back().IsMatch(text) ? ("returned", one => one.State is "moved" or "safe")
        : Oxygen().IsMatch(text) ? ("needs-help", one => one.Needs.Count > 0)
        : (null, _ => false);

    private static string? KindOf(Told said) =>
        said.Way == "missing" ? "missing"
        : Burning().IsMatch(said.Text) ? "fire"
        : Missing().IsMatch(said.Text) ? "missing"
        : Dark().IsMatch(said.Text) ? "power"
        : null;

    private static int? FloorIn(string text) =>
        Floor().Match(text) is { Success: true } floor
            ? Array.IndexOf(Numerals, floor.Groups["floor"].Value) is >= 0 and var at
                ? at + 1
                : int.Parse(floor.Groups["floor"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("不肯走|不愿走|拒绝转移|不走", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Refusing();

    [GeneratedRegex("(孩子|儿童|小孩).*(自己|一个人|独自|没人管)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Alone();

    [GeneratedRegex("又回去|跑回去|返回去|回家取", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Back();

    [GeneratedRegex("制氧机|吸氧|呼吸机|氧气", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Oxygen();

    [GeneratedRegex("着火|起火|冒烟|火警", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Burning();

    [GeneratedRegex("走失|失踪|没有?到家|没回家|不见了", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Missing();

    [GeneratedRegex("停电", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Dark();

    [GeneratedRegex("要转移|漫堤|溃坝|马上撤", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Moving();

    [GeneratedRegex("父亲|母亲|父母|家长|监护人", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parents();

    [GeneratedRegex("孩子|儿童|小孩", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Child();

    [GeneratedRegex("明火已灭|已扑灭|已控制|险情解除", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Over();

    [GeneratedRegex("(预警|警报).*解除|解除(预警|警报)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Dry();

    [GeneratedRegex("(?<floor>[一二三四五六七八九十]|[0-9]{1,2})楼", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Floor();
}
