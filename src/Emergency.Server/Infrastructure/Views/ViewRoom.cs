namespace Emergency.Server.Infrastructure.Views;

/// <summary>Takes a view into the one loop that folds the feed.</summary>
internal static class ViewRoom
{
    /// <summary>A view is folded once per node; its state is read by <see cref="Known.Of{TState}"/>.</summary>
    public static WebApplicationBuilder AddView<TView>(this WebApplicationBuilder builder)
        where TView : class, IView
    {
        builder.Services.AddSingleton<IView, TView>();
        return builder;
    }
}
