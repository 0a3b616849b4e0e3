using Microsoft.Extensions.Caching.Memory;

namespace SafetyHub.Dashboard.Residents;

/// <summary>What somebody has typed into the edit page when it could not be saved: kept for ten minutes in memory, the last one of each person, so that nothing is typed twice.</summary>
internal sealed class EditDrafts(IMemoryCache cache)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <param name="actor">Whose.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="fault">A key of the texts, or an English sentence.</param>
    public void Put(string actor, ResidentForm form, string fault) => cache.Set((typeof(EditDrafts), actor), new EditDraft(form, fault), KeptFor);

    public EditDraft? Take(string actor)
    {
        var draft = cache.Get<EditDraft>((typeof(EditDrafts), actor));
        cache.Remove((typeof(EditDrafts), actor));
        return draft;
    }
}

/// <summary>A form that could not be saved.</summary>
internal sealed record EditDraft(ResidentForm Form, string Fault);
