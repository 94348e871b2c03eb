namespace Emergency.Domain.Drills;

/// <summary>Assigns each event, and each fact in it, to at most one expected action, so that as many actions as possible are proved in
/// time, and of the rest as many as possible at all.</summary>
internal static class Proofs
{
    public static IReadOnlyDictionary<ExpectedAction, ListOf<RealmEvent>> Match(Course course, IReadOnlyList<ExpectedAction> actions)
    {
        var places = actions
            .SelectMany(action =>
            {
                var (candidates, due) = (course.Candidates(action).ToList(), course.Due(action)!.Value);
                return Enumerable
                    .Range(0, ((Proof.ByEvent)action.Proof).Times)
                    .Select(_ => new Place(
                        action,
                        [.. candidates.Where(one => one.At <= due)],
                        [.. candidates.Where(one => one.At > due)]
                    ));
            })
            .ToList();
        var holders = new Dictionary<(long, int), Place>();
        foreach (var place in places)
            Seat(place, place.InTime, holders);
        // An action proved in time is never moved to a late event: late events go to unproved actions, or where another late one can move
        // on.
        foreach (var place in places.Where(one => one.Held is null))
        {
            place.InTime = [];
            Seat(place, place.Late, holders);
        }
        return places
            .Where(one => one.Held is not null)
            .GroupBy(one => one.Action)
            .ToDictionary(
                group => group.Key,
                group => ListOf.From(group.Select(one => one.Held!).OrderBy(one => one.Position).ThenBy(one => one.Part))
            );
    }

    // Augmenting paths over an explicit stack of visits; a path is at most as long as there are places.
    private static void Seat(Place first, IReadOnlyList<RealmEvent> wished, Dictionary<(long, int), Place> holders)
    {
        var (cameFrom, queue) = (
            new Dictionary<(long, int), (Place Place, RealmEvent Event)>(),
            new Queue<(Place Place, IReadOnlyList<RealmEvent> Wishes)>([(first, wished)])
        );
        while (queue.TryDequeue(out var at))
        {
            foreach (var wish in at.Wishes)
            {
                if (!cameFrom.TryAdd(Key(wish), (at.Place, wish)))
                    continue;
                if (holders.TryGetValue(Key(wish), out var holder))
                    queue.Enqueue((holder, holder.InTime.Count > 0 ? holder.InTime : holder.Late));
                else
                {
                    Hand(Key(wish), cameFrom, holders);
                    return;
                }
            }
        }
    }

    private static void Hand(
        (long, int) free,
        Dictionary<(long, int), (Place Place, RealmEvent Event)> cameFrom,
        Dictionary<(long, int), Place> holders
    )
    {
        for ((long, int)? wanted = free; wanted is { } at; )
        {
            var (place, wish) = cameFrom[at];
            wanted = place.Held is { } held ? Key(held) : null;
            place.Held = wish;
            holders[at] = place;
        }
    }

    private static (long, int) Key(RealmEvent one) => (one.Position, one.Part);

    private sealed class Place(ExpectedAction action, IReadOnlyList<RealmEvent> inTime, IReadOnlyList<RealmEvent> late)
    {
        public ExpectedAction Action => action;
        public IReadOnlyList<RealmEvent> InTime { get; set; } = inTime;
        public IReadOnlyList<RealmEvent> Late => late;
        public RealmEvent? Held { get; set; }
    }
}
