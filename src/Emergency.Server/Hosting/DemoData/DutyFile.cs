using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Authorities;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Hosting.DemoData;

/// <summary>
/// The officers of the duty desks of the demo's county and street, all fictitious: one leader and two at the desk each shift, in turn, from
/// yesterday for 16 days.
/// </summary>
internal sealed record DutyFile(string Authority, IReadOnlyList<DutyFile.Row> Lead, IReadOnlyList<DutyFile.Row> Desk)
{
    private const int Days = 16;

    internal sealed record Row(string Name, string Title, string Phone)
    {
        public OfficerContact Contact => new(Name, Title, [Phone]);
    }

    public static async Task<IReadOnlyList<DutyFile>> All(CancellationToken stop)
    {
        await using var file = File.OpenRead(Path.Combine(DemoFile.Folder, "duty.json"));
        return await JsonSerializer.DeserializeAsync<IReadOnlyList<DutyFile>>(file, Json.Options, stop) ?? [];
    }

    public IReadOnlyList<(OfficerId Id, OfficerContact Contact)> Officers => [.. Lead.Concat(Desk).Select(row => (Id(row), row.Contact))];

    public ListOf<Turn> Turns(DateOnly today) =>
        [
            .. Enumerable
                .Range(-1, Days)
                .SelectMany(day => (IEnumerable<Turn>)[.. Watch(today.AddDays(day), Shift.Day), .. Watch(today.AddDays(day), Shift.Night)]),
        ];

    private IEnumerable<Turn> Watch(DateOnly day, Shift shift)
    {
        var ((from, to), number) = (Rosters.Hours(day, shift, InForce.Table, Authority), day.DayNumber * 2 + (int)shift);
        Turn Turn(Post post, Row row) => new(day, shift, post, Id(row), from, to);
        return
        [
            Turn(Post.Lead, Lead[number % Lead.Count]),
            Turn(Post.Desk, Desk[number % Desk.Count]),
            Turn(Post.Desk, Desk[(number + 1) % Desk.Count]),
        ];
    }

    private OfficerId Id(Row row) => new(Derived.Register("officer", Authority, row.Phone));
}
