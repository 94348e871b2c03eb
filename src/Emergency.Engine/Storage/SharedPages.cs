namespace Emergency.Engine.Storage;

/// <summary>The newest pages of history that were asked for, by the position they begin after: many readers that are behind at the same place have each read and decoded once. A page that failed is forgotten.</summary>
internal sealed class SharedPages<TPage>(int most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Task<TPage>> _pages = [];
    private readonly Queue<long> _order = [];

    public Task<TPage> Get(long after, Func<Task<TPage>> load)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue(after, out var page) && !page.IsFaulted && !page.IsCanceled)
                return page;
            if (page is null)
                _order.Enqueue(after);
            if (_order.Count > most)
                _pages.Remove(_order.Dequeue());
            return _pages[after] = load();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _pages.Clear();
            _order.Clear();
        }
    }
}
