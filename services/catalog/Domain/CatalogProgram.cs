namespace FocusSuite.Catalog.Domain;

/// <summary>
/// A program of the catalog. What people live is one of its published versions, and a version never changes: whoever enrolled in it
/// finishes it as it was.
/// </summary>
internal sealed class CatalogProgram
{
    /// <summary>The number that clients know.</summary>
    public required long Id { get; init; }

    /// <summary>What tells it from the others for ever, whatever its name: the seed finds its program by it.</summary>
    public required string Key { get; init; }

    /// <summary>Its place in the list.</summary>
    public int SortOrder { get; private set; }

    /// <summary>The version that new enrollments get, from 1; 0 before the first.</summary>
    public int PublishedVersion { get; private set; }

    /// <summary>When it was taken out of the list; null while it is offered. Who is in it by then stays in it.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>Whether it came with the suite. What an operator has added is the operator's.</summary>
    public bool IsSeeded { get; init; }

    /// <summary>PostgreSQL's own row version.</summary>
    public uint Version { get; init; }

    /// <summary>Offers it at a place in the list, again where it was retired.</summary>
    /// <param name="order">The place, from 1.</param>
    public void Offer(int order) => (SortOrder, RetiredAt) = (order, null);

    /// <summary>Publishes a content as the next version.</summary>
    /// <param name="content">The content.</param>
    /// <param name="now">Suite time.</param>
    /// <returns>The version.</returns>
    public ProgramVersion Publish(ProgramContent content, DateTimeOffset now) =>
        new() { ProgramId = Id, Number = ++PublishedVersion, PublishedAt = now, Content = content };

    /// <summary>Takes it out of the list; nobody enrolls in it any more.</summary>
    /// <param name="now">Suite time.</param>
    public void Retire(DateTimeOffset now) => RetiredAt ??= now;
}

/// <summary>A version of a program, as it was published.</summary>
internal sealed record ProgramVersion
{
    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it was published, in suite time.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>All that people read of it.</summary>
    public required ProgramContent Content { get; init; }
}
